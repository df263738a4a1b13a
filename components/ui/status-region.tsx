"use client";
import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import {
  type AnnouncementTone,
  dismissAnnouncement,
  latestAnnouncement,
  onAnnouncement,
} from "@/components/ui/announce";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";

const nothing = () => null;

const EDGE: Record<AnnouncementTone, string> = {
  success: "border-l-success",
  info: "border-l-info",
  danger: "border-l-danger",
};

/** One per document, always present: a live region that appears together with its text is often not read. */
export function StatusRegion() {
  const t = useTranslations("common");
  const current = useSyncExternalStore(onAnnouncement, latestAnnouncement, nothing);
  return (
    <div className="pointer-events-none fixed inset-x-0 bottom-0 z-40 flex justify-center p-4">
      <div role="status" aria-live="polite" className="contents">
        {current ? (
          <div
            key={current.id}
            className={classNames(
              "pointer-events-auto flex max-w-xl items-start gap-3 rounded-md border border-control border-l-4 bg-surface py-2 pr-2 pl-4 text-ink shadow-overlay",
              EDGE[current.tone],
            )}
          >
            <p className="py-1">{current.text}</p>
            <button
              type="button"
              onClick={dismissAnnouncement}
              aria-label={t("close")}
              className="grid size-8 shrink-0 place-items-center rounded-md hover:bg-accent-soft"
            >
              <Icon as={X} />
            </button>
          </div>
        ) : null}
      </div>
    </div>
  );
}
