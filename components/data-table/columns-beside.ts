import { type RefObject, useEffect, useState } from "react";

/** At which edges of what is seen there are more columns. */
export type ColumnsBeside = "start" | "end" | "start end";

export type TableFit = Readonly<{
  /** The table is as wide as its place allows; no until that is measured. */
  fits: boolean;
  beside: ColumnsBeside | undefined;
}>;

type Place = Readonly<Record<"scrollLeft" | "scrollWidth" | "clientWidth", number>>;

/** A place scrolls by parts of pixels and tells its widths in whole ones. */
const ROUNDING = 1;

export function columnsBeside({ scrollLeft, scrollWidth, clientWidth }: Place): ColumnsBeside | undefined {
  const before = scrollLeft > ROUNDING;
  const after = scrollWidth - clientWidth - scrollLeft > ROUNDING;
  if (before && after) return "start end";
  if (before) return "start";
  return after ? "end" : undefined;
}

function measure(place: HTMLElement, table: HTMLElement): TableFit {
  const fits = table.offsetWidth <= place.clientWidth;
  return { fits, beside: fits ? undefined : columnsBeside(place) };
}

/** How the table in a place fits there, kept up to date as either changes its size or the place is scrolled. */
export function useTableFit(region: RefObject<HTMLElement | null>): TableFit {
  const [fit, setFit] = useState<TableFit>({ fits: false, beside: undefined });
  useEffect(() => {
    const place = region.current;
    const table = place?.querySelector("table");
    if (!place || !table) return;
    const look = () =>
      setFit((before) => {
        const now = measure(place, table);
        return now.fits === before.fits && now.beside === before.beside ? before : now;
      });
    const watch = new ResizeObserver(look);
    watch.observe(place);
    watch.observe(table);
    place.addEventListener("scroll", look, { passive: true });
    return () => {
      watch.disconnect();
      place.removeEventListener("scroll", look);
    };
  }, [region]);
  return fit;
}
