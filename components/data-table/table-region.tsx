"use client";
import { type FocusEvent, type ReactNode, useEffect, useRef } from "react";

/**
 * Scrolls sideways where there is little room, by keyboard too, and keeps focus when the row that had it is gone:
 * it goes to the same place in the row before, else to the table.
 */
export function TableRegion({ labelledBy, children }: { labelledBy: string; children: ReactNode }) {
  const region = useRef<HTMLDivElement>(null);
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
      // biome-ignore lint/a11y/noNoninteractiveTabindex: without focus the keyboard cannot scroll it sideways
      tabIndex={0}
      onFocus={remember}
      className="relative max-h-[80dvh] overflow-auto rounded-md border border-line bg-surface"
    >
      {children}
    </div>
  );
}
