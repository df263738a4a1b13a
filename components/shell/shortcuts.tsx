"use client";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { leaveFor } from "@/components/shell/held-back";

/** `letter` after g leads to `href`. */
export type Shortcut = Readonly<{ letter: string; href: string; label: string }>;

type Props = {
  places: readonly Pick<Shortcut, "letter" | "href">[];
  /** The page that tells of them. */
  sheet: string;
};

/** So long the letter after g is waited for, in milliseconds. */
const PATIENCE_MS = 1500;

const TYPING = "input, textarea, select, [contenteditable], dialog[open]";

/** Whether a key is meant for what has the focus, or for the browser. */
const isElsewhere = ({ target, ctrlKey, metaKey, altKey, defaultPrevented }: KeyboardEvent) =>
  ctrlKey ||
  metaKey ||
  altKey ||
  defaultPrevented ||
  (target instanceof Element && target.closest(TYPING) !== null) ||
  document.querySelector("dialog[open]") !== null;

/** The search of the list, where the page has one that can be seen. */
const searchOfPage = () =>
  [...document.querySelectorAll<HTMLInputElement>("main input[type=search]")].find((input) =>
    input.checkVisibility(),
  );

/**
 * Single keys: g and a letter lead to a place, / to the search of the list, ? to the page that tells of them. Only where
 * they are on (WCAG 2.1.4), and never while somebody types.
 */
export function Shortcuts({ places, sheet }: Props) {
  const { push } = useRouter();
  useEffect(() => {
    let asked = Number.NEGATIVE_INFINITY;

    const singles: Readonly<Record<string, () => void>> = {
      g: () => {
        asked = performance.now();
      },
      "?": () => leaveFor(sheet, push),
      "/": () => searchOfPage()?.focus(),
    };

    function actFor(key: string): (() => void) | undefined {
      const isSecond = performance.now() - asked < PATIENCE_MS;
      asked = Number.NEGATIVE_INFINITY;
      const place = isSecond && places.find(({ letter }) => letter === key.toLowerCase());
      return place ? () => leaveFor(place.href, push) : singles[key];
    }

    function press(event: KeyboardEvent) {
      const act = isElsewhere(event) ? undefined : actFor(event.key);
      if (!act) return;
      event.preventDefault();
      act();
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [places, sheet, push]);
  return null;
}
