/** What a page's `searchParams` resolves to. */
export type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * The same address with some parameters changed; `undefined` and empty remove one. A change of filter or sorting
 * begins at the first page, so cursors go away unless they are what is changed.
 */
export function tableLink(
  path: string,
  current: SearchParams,
  change: Readonly<Record<string, string | undefined>>,
): string {
  const kept = Object.entries(current)
    .filter(([name]) => !(name in change) && !CURSORS.has(name))
    .flatMap(([name, value]) => [value ?? []].flat().map((part) => [name, part]));
  const changed = Object.entries(change).map(([name, value]) => [name, value ?? ""]);
  const query = new URLSearchParams([...kept, ...changed].filter(([, value]) => value !== "")).toString();
  return query === "" ? path : `${path}?${query}`;
}

const CURSORS = new Set(["after", "before"]);

export type SortDirection = "ascending" | "descending";

/** `sort=name` is ascending, `sort=-name` descending; a column that is not offered gives the page's own order. */
export function parseSort<C extends string>(
  value: SearchParams[string],
  columns: readonly C[],
  fallback: { column: C; direction: SortDirection },
): { column: C; direction: SortDirection } {
  const text = typeof value === "string" ? value : "";
  const column = columns.find((name) => name === text.replace(/^-/, ""));
  if (!column) return fallback;
  return { column, direction: text.startsWith("-") ? "descending" : "ascending" };
}

type Sorted = Readonly<{
  path: string;
  query: SearchParams;
  /** As the address says it, or the list's own. */
  sort: string;
}>;

/** How a column is sorted now, and where pressing its header leads; `first` is the way one begins with. */
export function sortOn({ path, query, sort }: Sorted, column: string, first: SortDirection = "ascending") {
  const direction: SortDirection | null =
    sort === column ? "ascending" : sort === `-${column}` ? "descending" : null;
  const other = direction === "ascending" ? "descending" : "ascending";
  const next = direction === null ? first : other;
  return { href: tableLink(path, query, { sort: next === "descending" ? `-${column}` : column }), direction };
}
