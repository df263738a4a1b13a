"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useTransition } from "react";
import type { SortDirection } from "@/components/data-table/table-link";
import { announce } from "@/components/ui/announce";
import { Icon } from "@/components/ui/icon";

type Props = { label: string; href: string; direction: SortDirection | null };

/** Sorts by this column, or turns it round. Focus stays on it; what happened is said when the rows have come. */
export function SortButton({ label, href, direction }: Props) {
  const t = useTranslations("common.table");
  const router = useRouter();
  const [pending, start] = useTransition();
  const asked = useRef(false);

  useEffect(() => {
    if (pending || !asked.current || direction === null) return;
    asked.current = false;
    announce(
      t(direction === "ascending" ? "sortedAscending" : "sortedDescending", { column: label }),
      "spoken",
    );
  }, [pending, direction, label, t]);

  return (
    <button
      type="button"
      onClick={() => {
        asked.current = true;
        start(() => router.push(href, { scroll: false }));
      }}
      className="-mx-1 inline-flex min-h-7 items-center gap-1 rounded-md px-1 text-left font-semibold hover:bg-accent-soft"
    >
      {label}
      <Icon
        as={direction === null ? "arrow-up-down" : direction === "ascending" ? "arrow-up" : "arrow-down"}
        size={14}
        className={direction === null ? "text-muted" : undefined}
      />
    </button>
  );
}
