"use client";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef, useState, useSyncExternalStore } from "react";
import {
  type Announcement,
  type AnnouncementTone,
  dismissAnnouncement,
  dismissStale,
  latestAnnouncement,
  onAnnouncement,
  type Undo,
} from "@/components/ui/announce";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";

/** A page that takes longer than this to come has lost its message; a later page should not show it. */
const NEW_PAGE_MS = 5000;

const nothing = () => null;

const EDGE: Record<Exclude<AnnouncementTone, "spoken">, string> = {
  success: "border-l-success",
  info: "border-l-info",
  danger: "border-l-danger",
};

/** One per document, always present: a live region that appears together with its text is often not read. */
export function StatusRegion() {
  const current = useSyncExternalStore(onAnnouncement, latestAnnouncement, nothing);
  const pathname = usePathname();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the change of page is what this waits for
  useEffect(() => dismissStale(NEW_PAGE_MS), [pathname]);
  return (
    <div className="pointer-events-none fixed inset-x-0 top-14 z-40 flex justify-end p-4">
      <div role="status" aria-live="polite" className="contents">
        {current ? <Message key={current.id} {...current} /> : null}
      </div>
    </div>
  );
}

function isUnder(target: Element, message: Element): boolean {
  const own = message.getBoundingClientRect();
  const { top, right, bottom, left } = target.getBoundingClientRect();
  return left < own.right && right > own.left && top < own.bottom && bottom > own.top;
}

/**
 * It floats, so it must not lie over what the keyboard has come to (WCAG 2.4.11). What has only been said is read out by
 * then and goes; what can still be taken back moves out of the way.
 */
function useMakeWay(message: RefObject<HTMLElement | null>, mayGo: boolean): boolean {
  const [isLow, setIsLow] = useState(false);
  useEffect(() => {
    function look({ target }: FocusEvent) {
      if (!(target instanceof Element) || !message.current || message.current.contains(target)) return;
      const isWholePart = target.matches("[tabindex='-1']");
      if (isWholePart || !isUnder(target, message.current)) return;
      if (mayGo) dismissAnnouncement();
      else setIsLow((before) => !before);
    }
    document.addEventListener("focusin", look);
    return () => document.removeEventListener("focusin", look);
  }, [message, mayGo]);
  return isLow;
}

/** Ctrl Z or ⌘ Z takes back too, except in a field, where it is the browser's. */
function useUndoKey(undo: Undo | undefined) {
  useEffect(() => {
    if (!undo) return;
    function press(event: KeyboardEvent) {
      const isKey = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey;
      const isTyping =
        event.target instanceof Element && event.target.closest("input, textarea, select, [contenteditable]");
      if (!isKey || isTyping || event.defaultPrevented) return;
      event.preventDefault();
      undo?.run();
    }
    document.addEventListener("keydown", press);
    return () => document.removeEventListener("keydown", press);
  }, [undo]);
}

function Message({ text, tone, undo }: Announcement) {
  const t = useTranslations("common");
  const box = useRef<HTMLDivElement>(null);
  const isLow = useMakeWay(box, undo === undefined);
  useUndoKey(undo);
  if (tone === "spoken") return <p className="sr-only">{text}</p>;
  return (
    <div
      ref={box}
      className={classNames(
        "pointer-events-auto flex max-w-xl items-start gap-3 rounded-md border border-control border-l-4 bg-surface py-2 pr-2 pl-4 text-ink shadow-overlay",
        EDGE[tone],
        isLow && "fixed right-4 bottom-4",
      )}
    >
      <p className="py-1">{text}</p>
      {undo ? (
        <button
          type="button"
          onClick={undo.run}
          aria-keyshortcuts="Control+Z Meta+Z"
          className="min-h-8 shrink-0 rounded-md px-2 font-semibold text-accent underline underline-offset-4 hover:bg-accent-soft"
        >
          {undo.label}
        </button>
      ) : null}
      <button
        type="button"
        onClick={dismissAnnouncement}
        aria-label={t("close")}
        className="grid size-8 shrink-0 place-items-center rounded-md hover:bg-accent-soft"
      >
        <Icon as="x" />
      </button>
    </div>
  );
}
