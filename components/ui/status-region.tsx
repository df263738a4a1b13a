"use client";
import { usePathname } from "next/navigation";
import { useTranslations } from "next-intl";
import { type RefObject, useEffect, useRef, useSyncExternalStore } from "react";
import {
  type Announcement,
  type AnnouncementTone,
  dismissAnnouncement,
  dismissStale,
  latestAnnouncement,
  onAnnouncement,
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

/** It floats, so it must not lie over what the keyboard has come to (WCAG 2.4.11): it has been read out by then. */
function useMakeWay(message: RefObject<HTMLElement | null>) {
  useEffect(() => {
    function look({ target }: FocusEvent) {
      if (!(target instanceof Element) || !message.current || message.current.contains(target)) return;
      const own = message.current.getBoundingClientRect();
      const { top, right, bottom, left } = target.getBoundingClientRect();
      const isWholePart = target.matches("[tabindex='-1']");
      const isUnder = left < own.right && right > own.left && top < own.bottom && bottom > own.top;
      if (isUnder && !isWholePart) dismissAnnouncement();
    }
    document.addEventListener("focusin", look);
    return () => document.removeEventListener("focusin", look);
  }, [message]);
}

function Message({ text, tone }: Announcement) {
  const t = useTranslations("common");
  const box = useRef<HTMLDivElement>(null);
  useMakeWay(box);
  if (tone === "spoken") return <p className="sr-only">{text}</p>;
  return (
    <div
      ref={box}
      className={classNames(
        "pointer-events-auto flex max-w-xl items-start gap-3 rounded-md border border-control border-l-4 bg-surface py-2 pr-2 pl-4 text-ink shadow-overlay",
        EDGE[tone],
      )}
    >
      <p className="py-1">{text}</p>
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
