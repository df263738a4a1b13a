"use client";
import { type RefObject, useEffect, useEffectEvent, useRef } from "react";

/** On the checkboxes of a list whose rows can be chosen. */
export const CHOOSES = { "data-chooses": "" } as const;

const isPlain = ({ ctrlKey, metaKey, altKey, shiftKey, defaultPrevented }: KeyboardEvent) =>
  !(ctrlKey || metaKey || altKey || shiftKey || defaultPrevented);

type Place = "list" | "bar";

/** Where a key was pressed; null where it is not ours: elsewhere on the page, or below a dialog. */
function placeOf(target: Element, bar: Element | null): Place | null {
  if (document.querySelector("dialog[open]")) return null;
  if (bar?.contains(target)) return "bar";
  return target.closest("table")?.querySelector("[data-chooses]") ? "list" : null;
}

/**
 * As long as rows are chosen: F6 goes from the list to what can be done with them, which stands after all its rows, and
 * back to where one was; Escape chooses none. Elsewhere on the page both keys are the browser's.
 */
export function useSelectionKeys(
  bar: RefObject<HTMLElement | null>,
  isAny: boolean,
  clear: () => void,
): void {
  const before = useRef<HTMLElement | null>(null);
  const chooseNone = useEffectEvent(clear);
  useEffect(() => {
    if (!isAny) return;
    function goFrom(place: Place, focused: HTMLElement) {
      if (place === "list") before.current = focused;
      const target = place === "bar" ? before.current : bar.current?.querySelector<HTMLElement>("a, button");
      target?.focus();
    }
    function press(event: KeyboardEvent) {
      const { key, target } = event;
      if ((key !== "F6" && key !== "Escape") || !isPlain(event) || !(target instanceof HTMLElement)) return;
      const place = placeOf(target, bar.current);
      if (place === null) return;
      event.preventDefault();
      if (key === "F6") goFrom(place, target);
      else chooseNone();
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [bar, isAny]);
}
