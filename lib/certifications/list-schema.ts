import * as z from "zod";
import { certificationStatuses } from "@/lib/certifications/rules";
import { chosenIds } from "@/lib/people/chosen-schema";
import { isOfOurTimes, isStorable } from "@/lib/validation";

/** What a list may be narrowed to: one state, or several of them that belong together. */
export const standingFilters = ["valid", ...certificationStatuses, "not_ended_early"] as const;
export type StandingFilter = (typeof standingFilters)[number];

export const certificationSorts = ["-issued", "issued", "expires", "-expires"] as const;
export type CertificationSort = (typeof certificationSorts)[number];

/** "Expires in so many days", in the organisation's calendar. */
export const expiryWindows = ["30", "60", "90"] as const;

/** The columns of the list, in their order. */
export const certificationColumns = [
  "number",
  "person",
  "reference",
  "groups",
  "type",
  "status",
  "issued",
  "expires",
  "source",
  "issuedBy",
] as const;
export type CertificationColumn = (typeof certificationColumns)[number];

/** What is shown to whoever has not chosen. */
export const usualColumns: readonly CertificationColumn[] = [
  "number",
  "person",
  "type",
  "status",
  "issued",
  "expires",
];

const cursor = z.string().max(200);

/** A day as Norwegians write it, 20.11.2026, or as computers do. */
const day = z.preprocess((text) => {
  const [, d = "", m = "", y] = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(String(text).trim()) ?? [];
  return y ? `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}` : text;
}, z.iso.date().refine(isOfOurTimes));

/** Which certificates, whatever page and columns of them are shown. */
const which = {
  q: z.string().trim().max(200).refine(isStorable).optional().catch(undefined),
  status: z.enum(standingFilters).optional().catch(undefined),
  type: z.uuid().optional().catch(undefined),
  group: z.uuid().optional().catch(undefined),
  /** First and last day of expiry, in the organisation's calendar. */
  from: day.optional().catch(undefined),
  to: day.optional().catch(undefined),
  /** Those that are valid now and will not be after so many days, of people who have not left. */
  within: z.enum(expiryWindows).optional().catch(undefined),
  ids: chosenIds,
};

export const certificationMatching = z.object(which);
export type CertificationMatching = z.output<typeof certificationMatching>;

const sort = z.enum(certificationSorts).optional().catch(undefined);

/** What the address of the list may say; whatever does not fit is left out and not an error. */
export const certificationFilters = z.object({
  ...which,
  sort,
  after: cursor.optional().catch(undefined),
  before: cursor.optional().catch(undefined),
});
export type CertificationFilters = z.output<typeof certificationFilters>;

/** A list of columns, one by one as a form sends them or in one text; null when no known one is among them. */
export function columnsOf(said: unknown): readonly CertificationColumn[] | null {
  const names = new Set([said].flat().flatMap((one) => (typeof one === "string" ? one.split(/[,.]/) : [])));
  const known = certificationColumns.filter((column) => names.has(column));
  return known.length > 0 ? known : null;
}

/** Where the browser remembers the choice of columns. */
export const COLUMNS_COOKIE = "heder-certificate-columns";

/** The most certificates one can act on together; no more are counted. */
export const MAX_TOGETHER = 20_000;

export const calendarFilter = z.object({
  /** `2026-12`; anything else means this month. */
  month: z
    .string()
    .regex(/^(?:19|20|21)\d{2}-(?:0[1-9]|1[0-2])$/)
    .optional()
    .catch(undefined),
  type: which.type,
  group: which.group,
});
export type CalendarFilter = z.output<typeof calendarFilter>;
