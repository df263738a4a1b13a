"use client";
import { type ComponentType, useEffect, useState, useSyncExternalStore } from "react";
import { useEarlyLetters } from "@/components/shell/early-letters";
import type { PaletteProps, PaletteWords } from "@/components/shell/palette-words";
import { Icon } from "@/components/ui/icon";

type Props = {
  /** The page that does the same without script. */
  href: string;
  /** What answers as somebody types. */
  url: string;
  words: PaletteWords;
};

const never = () => () => undefined;
const LOOK =
  "flex min-h-10 items-center gap-2 rounded-md px-1 py-1 sm:px-2 font-semibold leading-tight hover:bg-accent-soft";

const isShortcut = ({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent) =>
  key.toLowerCase() === "k" && (ctrlKey || metaKey) && !altKey && !shiftKey;

/** Opens the search over everything, by Ctrl K or ⌘ K too. It weighs next to nothing until somebody does. */
export function PaletteButton({ href, url, words }: Props) {
  const isTakenOver = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  const [Palette, setPalette] = useState<ComponentType<PaletteProps> | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const takeLetters = useEarlyLetters(isOpen && !Palette, () => setIsOpen(false));

  useEffect(() => {
    function press(event: KeyboardEvent) {
      if (!isShortcut(event)) return;
      event.preventDefault();
      // Over another dialog it would be a way out of what somebody is asked there.
      if (!document.querySelector("dialog[open]")) setIsOpen(true);
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, []);

  useEffect(() => {
    if (!isOpen || Palette) return;
    import("@/components/shell/palette").then(
      (loaded) => setPalette(() => loaded.Palette),
      () => window.location.assign(href),
    );
  }, [isOpen, Palette, href]);

  const look = (
    <>
      <Icon as="search" />
      <span className="hidden lg:inline">{words.open}</span>
    </>
  );
  if (!isTakenOver) {
    return (
      <a href={href} aria-label={words.open} className={LOOK}>
        {look}
      </a>
    );
  }
  return (
    <>
      <button
        type="button"
        aria-label={words.open}
        aria-haspopup="dialog"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => setIsOpen(true)}
        className={LOOK}
      >
        {look}
      </button>
      {Palette && isOpen ? (
        <Palette
          href={href}
          url={url}
          words={words}
          takeLetters={takeLetters}
          onClose={() => setIsOpen(false)}
        />
      ) : null}
    </>
  );
}
