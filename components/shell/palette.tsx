"use client";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { FoundList } from "@/components/shell/palette-list";
import type { PaletteProps } from "@/components/shell/palette-words";
import { type Found, useFound } from "@/components/shell/use-found";
import { leaveFor } from "@/components/ui/held-back";
import { Icon } from "@/components/ui/icon";

const STEP: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

/** The browser's own modal dialog, open as long as it is there: it gives the focus back to where it was. */
function useModal() {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    const element = dialog.current;
    element?.showModal();
    return () => {
      element?.close();
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  return dialog;
}

/**
 * Which result is meant, and where it leads. While somebody types it is the first one; Enter that comes before the
 * answer waits for it.
 */
function useChoice(found: Found, typed: string, go: (href: string) => void) {
  const items = found.groups.flatMap((group) => group.items);
  const [moved, setMoved] = useState<{ text: string; to: number } | null>(null);
  const [isAwaited, setIsAwaited] = useState(false);
  const first = typed === "" ? -1 : 0;
  const active =
    items.length === 0 ? -1 : moved?.text === typed ? Math.min(moved.to, items.length - 1) : first;
  const target = items[Math.max(active, 0)]?.href;

  useEffect(() => {
    if (!isAwaited || found.state === "searching") return;
    setIsAwaited(false);
    if (found.state === "done" && target) go(target);
  });

  return {
    active,
    move(step: number) {
      if (items.length > 0) setMoved({ text: typed, to: (active + step + items.length) % items.length });
    },
    /** False where Enter should lead to the page of its own. */
    take(): boolean {
      const isTaken = found.state !== "failed" && (typed !== "" || active >= 0);
      if (isTaken) setIsAwaited(true);
      return isTaken;
    },
  };
}

/** Search over everything: a field, and under it what can be gone to. */
export function Palette({ href, url, words, takeLetters, onClose }: PaletteProps) {
  const router = useRouter();
  const dialog = useModal();
  const listId = useId();
  const [text, setText] = useState("");
  const typed = text.trim();
  const found = useFound(url, typed);
  const takeOver = useEffectEvent(() => {
    const early = takeLetters();
    if (early) setText(early);
  });
  // As the field takes the focus, and no sooner: what is typed until then is among them.
  useEffect(() => takeOver(), []);
  const go = (to: string) => {
    onClose();
    leaveFor(to, router.push);
  };
  const choice = useChoice(found, typed, go);

  function press(event: KeyboardEvent) {
    const step = STEP[event.key];
    if (step) choice.move(step === -1 && choice.active < 0 ? 0 : step);
    if (step || (event.key === "Enter" && choice.take())) event.preventDefault();
  }

  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard's way out is Escape, which the browser gives as `cancel`
    <dialog
      ref={dialog}
      aria-label={words.open}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => (event.target === event.currentTarget ? onClose() : undefined)}
      className="mx-auto mt-[8vh] w-[min(40rem,calc(100vw-1rem))] rounded-lg border border-control bg-surface p-0 text-ink shadow-overlay"
    >
      <form action={href} className="flex items-center gap-2 border-line border-b px-3 py-2">
        <Icon as="search" className="shrink-0 text-muted" />
        <input
          type="text"
          name="q"
          role="combobox"
          aria-label={words.label}
          aria-autocomplete="list"
          aria-expanded={found.groups.length > 0}
          aria-controls={listId}
          aria-activedescendant={choice.active >= 0 ? `${listId}-${choice.active}` : undefined}
          aria-describedby={`${listId}-hint`}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          placeholder={words.placeholder}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={press}
          className="min-h-10 min-w-0 flex-1 bg-surface px-1 text-ink"
        />
        <button
          type="button"
          aria-label={words.close}
          onClick={onClose}
          className="grid size-9 shrink-0 place-items-center rounded-md hover:bg-accent-soft"
        >
          <Icon as="x" />
        </button>
      </form>
      <FoundList id={listId} label={words.open} groups={found.groups} active={choice.active} onChoose={go} />
      <div className="flex flex-wrap justify-between gap-x-4 border-line border-t px-4 py-2 text-muted text-sm">
        <p role="status">{found.state === "done" ? found.said : words[found.state]}</p>
        <p id={`${listId}-hint`}>{words.hint}</p>
      </div>
    </dialog>
  );
}
