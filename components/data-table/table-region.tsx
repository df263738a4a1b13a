"use client";
import { type FocusEvent, type ReactNode, useEffect, useRef } from "react";
import { useTableFit } from "@/components/data-table/columns-beside";
import { classNames } from "@/components/ui/class-names";

/**
 * Scrolls sideways where there is little room, by keyboard too, and shows at which edges there is more; where there is
 * enough it is no place of its own, and its header stays in view while the page scrolls. Keeps focus when the row that
 * had it is gone: it goes to the same place in the row before, else to the table.
 */
export function TableRegion({ labelledBy, children }: { labelledBy: string; children: ReactNode }) {
  const region = useRef<HTMLDivElement>(null);
  const { fits, beside } = useTableFit(region);
  const last = useRef<{ row: HTMLTableRowElement; index: number } | null>(null);

  function remember(event: FocusEvent<HTMLDivElement>) {
    const row = event.target.closest<HTMLTableRowElement>("tbody > tr");
    last.current = row && { row, index: row.sectionRowIndex };
  }

  // Without a list of dependencies: new rows come as new children.
  useEffect(() => {
    if (!last.current || last.current.row.isConnected || document.activeElement !== document.body) return;
    const rows = region.current?.querySelectorAll<HTMLTableRowElement>("tbody > tr");
    const before = rows?.[Math.max(last.current.index - 1, 0)];
    last.current = null;
    (before?.querySelector<HTMLElement>("td:last-child :is(a, button)") ?? region.current)?.focus();
  });

  return (
    // biome-ignore lint/a11y/useSemanticElements: a scrolling region must be reachable and named; section adds nothing
    <div
      ref={region}
      role="region"
      aria-labelledby={labelledBy}
      data-more={beside}
      // Without focus the keyboard cannot scroll it sideways.
      tabIndex={fits ? -1 : 0}
      onFocus={remember}
      className={classNames(
        "table-region relative rounded-md border border-line bg-surface",
        fits ? "overflow-visible" : "overflow-x-auto",
      )}
    >
      {children}
    </div>
  );
}
