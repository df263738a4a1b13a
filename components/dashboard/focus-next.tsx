"use client";
import { type ReactNode, useEffect, useRef } from "react";

const ROW = "[data-focus-row]";

/** Nobody is anywhere: what had the focus has gone, or the whole part has been given it instead. */
const isLost = () => {
  const { activeElement: active } = document;
  return active === null || active === document.body || active.getAttribute("tabindex") === "-1";
};

const keyOf = (row: Element) => row.getAttribute("data-focus-row") ?? "";

/**
 * Around a list whose rows, marked with `data-focus-row`, go away when they have been dealt with: the focus that was in
 * one goes to the first of those that followed it, or to the last of the list, so that the next one is a key press away.
 */
export function FocusNext({ children }: { children: ReactNode }) {
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const list = frame.current;
    if (!list) return;
    let last: Readonly<{ row: Element; keys: readonly string[] }> | null = null;
    const rows = () => [...list.querySelectorAll(ROW)];
    const remember = (target: EventTarget | null) => {
      const row = target instanceof Element && list.contains(target) ? target.closest(ROW) : null;
      if (row) last = { row, keys: rows().slice(rows().indexOf(row)).map(keyOf) };
    };
    const follow = () => {
      if (!last || last.row.isConnected) return;
      const { keys } = last;
      last = null;
      if (!isLost()) return;
      const left = rows();
      const next = left.find((row) => keys.includes(keyOf(row))) ?? left.at(-1);
      // What can be done about it, rather than what leads to it.
      const place = next?.querySelector<HTMLElement>("button") ?? next?.querySelector<HTMLElement>("a");
      (place ?? list).focus();
    };
    // Somebody may have been here before the script was.
    remember(document.activeElement);
    const entered = ({ target }: FocusEvent) => remember(target);
    const observer = new MutationObserver(follow);
    list.addEventListener("focusin", entered);
    observer.observe(list, { childList: true, subtree: true });
    return () => {
      list.removeEventListener("focusin", entered);
      observer.disconnect();
    };
  }, []);

  return (
    <div ref={frame} tabIndex={-1}>
      {children}
    </div>
  );
}
