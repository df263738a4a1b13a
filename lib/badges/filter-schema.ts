import * as z from "zod";
import { badgeSources, badgeStandings, isPeriod } from "@/lib/badges/rules";
import { chosenIds } from "@/lib/people/chosen-schema";
import { isStorable } from "@/lib/validation";

const cursor = z.string().max(200).optional().catch(undefined);

/** Which badges, whatever page and columns of them are shown. */
const which = {
  q: z.string().trim().max(200).refine(isStorable).optional().catch(undefined),
  achievement: z.uuid().optional().catch(undefined),
  status: z.enum(badgeStandings).optional().catch(undefined),
  source: z.enum(badgeSources).optional().catch(undefined),
  period: z.string().refine(isPeriod).optional().catch(undefined),
  /** Only those that wait for somebody to decide whether they stand. */
  flagged: z.literal("yes").optional().catch(undefined),
  /** Only those that one entry of the audit log is about, by its number. */
  entry: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .catch(undefined),
  ids: chosenIds,
};

export const badgeMatching = z.object(which);
export type BadgeMatching = z.output<typeof badgeMatching>;

/** What the address of the list may say; whatever does not fit is left out and not an error. */
export const badgeFilters = z.object({
  ...which,
  sort: z.enum(["awarded", "-awarded"]).optional().catch(undefined),
  after: cursor,
  before: cursor,
});
export type BadgeFilters = z.output<typeof badgeFilters>;
