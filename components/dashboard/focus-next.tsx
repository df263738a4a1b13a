"use client";
import { type ReactNode, useLayoutEffect, useRef } from "react";

/** Marks a part that is one of the `ids`. */
const ATTRIBUTE = "data-focus-row";

type Props = Readonly<{ ids: readonly string[]; children: ReactNode }>;

/**
 * Around a list whose rows, marked with `data-focus-row`, go away when they have been dealt with: the focus that was in
 * one goes to the row that has come in its place, or to the end of the list, so that the next one is a key press away.
 */
export function FocusNext({ ids, children }: Props) {
  const frame = useRef<HTMLDivElement>(null);
  const last = useRef<{ id: string; index: number } | null>(null);
  const known = ids.join();

  // Before anybody else sees that the focus has gone: the shell's keeper would put it on the whole part.
  useLayoutEffect(() => {
    const place = last.current;
    const now = known === "" ? [] : known.split(",");
    if (!place || now.includes(place.id)) return;
    last.current = null;
    if (document.activeElement && document.activeElement !== document.body) return;
    const rows = frame.current?.querySelectorAll<HTMLElement>(`[${ATTRIBUTE}]`) ?? [];
    const row = rows[Math.min(place.index, rows.length - 1)];
    const next = row?.querySelector<HTMLElement>("button, a") ?? frame.current;
    next?.focus();
  }, [known]);

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only remembers where the focus is
    <div
      ref={frame}
      tabIndex={-1}
      onFocus={({ target }) => {
        const id = target.closest(`[${ATTRIBUTE}]`)?.getAttribute(ATTRIBUTE);
        if (id) last.current = { id, index: ids.indexOf(id) };
      }}
    >
      {children}
    </div>
  );
}
