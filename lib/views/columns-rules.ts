import { certificationColumns } from "@/lib/certifications/list-schema";

/** The columns each list can have, in their order. */
export const LIST_COLUMNS = {
  people: ["name", "role", "status", "tiers", "email", "ref", "joined"],
  badges: ["person", "achievement", "occurrence", "standing", "source", "awarded"],
  certifications: certificationColumns,
  activity: ["when", "person", "kind", "minutes", "participants"],
  referrals: ["when", "person", "status"],
  courses: ["code", "title", "registrations", "completed"],
} as const;

export type ViewList = keyof typeof LIST_COLUMNS;
export type ListColumn<List extends ViewList> = (typeof LIST_COLUMNS)[List][number];

/** Without these a row has no name and leads nowhere. */
const ALWAYS: Readonly<Record<ViewList, readonly string[]>> = {
  people: ["name"],
  badges: ["person"],
  certifications: [],
  activity: ["person"],
  referrals: ["person"],
  courses: ["code"],
};

/**
 * The columns that an address asks for, one by one as a form sends them or in one text; null when no known one is
 * among them. What names the rows is always there.
 */
export function columnsIn<List extends ViewList>(
  list: List,
  said: unknown,
): readonly ListColumn<List>[] | null {
  const names = new Set([said].flat().flatMap((one) => (typeof one === "string" ? one.split(/[,.]/) : [])));
  const all: readonly ListColumn<List>[] = LIST_COLUMNS[list];
  if (!all.some((column) => names.has(column))) return null;
  return all.filter((column) => names.has(column) || ALWAYS[list].includes(column));
}
