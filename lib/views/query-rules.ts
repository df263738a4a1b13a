import { badgeFilters } from "@/lib/badges/filter-schema";
import { certificationFilters } from "@/lib/certifications/list-schema";
import { activityFilter, courseFilter, referralFilter } from "@/lib/facts/filter-schema";
import { personFilter } from "@/lib/people/schema";
import { columnsIn, type ViewList } from "@/lib/views/columns-rules";

/** What each list understands of its address. */
const FILTERS = {
  people: personFilter,
  badges: badgeFilters,
  certifications: certificationFilters,
  activity: activityFilter,
  referrals: referralFilter,
  courses: courseFilter,
} as const;

/** A view is a list and not a page of it; and an entry of the record is nothing to come back to. */
const NOT_OF_A_VIEW: ReadonlySet<string> = new Set(["after", "before", "entry"]);

export type Asked = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * What an address says that the list understands, in one order and one spelling, without its page: two addresses that
 * show the same give the same text. Empty for the list as it opens.
 */
export function viewQuery(list: ViewList, asked: Asked): string {
  const understood = Object.entries(FILTERS[list].parse(asked)).filter(
    ([name, value]) => typeof value === "string" && value !== "" && !NOT_OF_A_VIEW.has(name),
  ) as [string, string][];
  const columns = columnsIn(list, asked.columns);
  const all = [...understood, ...(columns ? [["columns", columns.join(".")] as const] : [])];
  return new URLSearchParams(all.map(([name, value]) => [name, value]))
    .toString()
    .split("&")
    .filter(Boolean)
    .toSorted()
    .join("&");
}

/** The same of a text as it stands after a question mark; what is there twice counts once. */
export const cleanQuery = (list: ViewList, text: string): string =>
  viewQuery(list, Object.fromEntries(new URLSearchParams(text)));
