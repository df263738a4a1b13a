"use client";
import { type ReactNode, useEffect, useRef } from "react";

const ROW = "[data-focus-row]";

/** Nobody is anywhere: what had the focus has gone, or the whole part has been given it instead. */
const isLost = () => {
  const { activeElement: active } = document;
  return active === null || active === document.body || active.getAttribute("tabindex") === "-1";
};

/**
 * Around a list whose rows, marked with `data-focus-row`, go away when they have been dealt with: the focus that was in
 * one goes to the row that has come in its place, or to the end of the list, so that the next one is a key press away.
 */
export function FocusNext({ children }: { children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const list = frame.current;
    if (!list) return;
    let last: Readonly<{ row: Element; index: number }> | null = null;
    const rows = () => [...list.querySelectorAll(ROW)];
    const remember = ({ target }: FocusEvent) => {
      const row = target instanceof Element ? target.closest(ROW) : null;
      if (row) last = { row, index: rows().indexOf(row) };
    };
    const follow = () => {
      if (!last || last.row.isConnected) return;
      const { index } = last;
      last = null;
      if (!isLost()) return;
      const next = rows().at(Math.min(index, rows().length - 1));
      // What can be done about it, rather than what leads to it.
      const place = next?.querySelector<HTMLElement>("button") ?? next?.querySelector<HTMLElement>("a");
      (place ?? list).focus();
    };
    const observer = new MutationObserver(follow);
    list.addEventListener("focusin", remember);
    observer.observe(list, { childList: true, subtree: true });
    return () => {
      list.removeEventListener("focusin", remember);
      observer.disconnect();
    };
  }, []);

  return (
    <div ref={frame} tabIndex={-1}>
      {children}
    </div>
  );
}
