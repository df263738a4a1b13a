"use client";
import { type FocusEvent, type ReactNode, type RefObject, useEffect, useRef, useState } from "react";
import { classNames } from "@/components/ui/class-names";

/**
 * Scrolls sideways where there is little room, by keyboard too; where there is enough it is no place of its own, and
 * its header stays in view while the page scrolls. Keeps focus when the row that had it is gone: it goes to the same
 * place in the row before, else to the table.
 */
export function TableRegion({ labelledBy, children }: { labelledBy: string; children: ReactNode }) {
  const region = useRef<HTMLDivElement>(null);
  const fits = useFits(region);
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
      // Without focus the keyboard cannot scroll it sideways.
      tabIndex={fits ? -1 : 0}
      onFocus={remember}
      className={classNames(
        "relative rounded-md border border-line bg-surface",
        fits ? "overflow-visible" : "overflow-x-auto",
      )}
    >
      {children}
    </div>
  );
}

/** Whether the table is as wide as its place allows; no until that is measured. */
function useFits(region: RefObject<HTMLDivElement | null>): boolean {
  const [fits, setFits] = useState(false);
  useEffect(() => {
    const place = region.current;
    const table = place?.querySelector("table");
    if (!place || !table) return;
    const watch = new ResizeObserver(() => setFits(table.offsetWidth <= place.clientWidth));
    watch.observe(place);
    watch.observe(table);
    return () => watch.disconnect();
  }, [region]);
  return fits;
}
