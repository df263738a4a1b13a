"use client";
import { useRouter } from "next/navigation";
import { type ComponentType, useLayoutEffect, useState } from "react";
import type { ShortcutSheetProps } from "@/components/shell/shortcut-sheet";
import { leaveFor } from "@/components/ui/held-back";

/** `letter` after g leads to `href`. */
export type Shortcut = Readonly<{ letter: string; href: string; label: string }>;

type Props = {
  places: readonly Pick<Shortcut, "letter" | "href">[];
  /** What tells of them: the page, and where its words are fetched from to stand over another page. */
  sheet: Readonly<{ href: string; url: string }>;
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

type Words = NonNullable<ShortcutSheetProps["words"]>;
type Sheet = Readonly<{ Face: ComponentType<ShortcutSheetProps>; words: Words | null }>;

/** Both are fetched when they are first asked for, so that a page weighs no more for them. */
async function fetchSheet(url: string): Promise<Sheet> {
  const [{ ShortcutSheet }, response] = await Promise.all([
    import("@/components/shell/shortcut-sheet"),
    fetch(url, { headers: { accept: "application/json" } }),
  ]);
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return { Face: ShortcutSheet, words: (await response.json()) as Words };
}

/**
 * Single keys: g and a letter lead to a place, / to the search of the list, ? to the sheet that tells of them. Only
 * where they are on (WCAG 2.1.4), and never while somebody types.
 */
export function Shortcuts({ places, sheet: { href, url } }: Props) {
  const { push } = useRouter();
  const [sheet, setSheet] = useState<Sheet | null>(null);
  // With what is seen, not after it: whoever has just turned the keys off may press one at once.
  useLayoutEffect(() => {
    let asked = Number.NEGATIVE_INFINITY;

    const singles: Readonly<Record<string, () => void>> = {
      g: () => {
        asked = performance.now();
      },
      "?": () => void fetchSheet(url).then(setSheet, () => leaveFor(href, push)),
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
  }, [places, href, url, push]);
  if (!sheet) return null;
  return <sheet.Face words={sheet.words} href={href} onClose={() => setSheet({ ...sheet, words: null })} />;
}
