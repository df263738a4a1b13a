import * as z from "zod";
import { badgeSources, badgeStatuses, isPeriod } from "@/lib/badges/rules";
import { isStorable } from "@/lib/validation";

const cursor = z.string().max(200);

/** What the address of the list may say; whatever does not fit is left out and not an error. */
export const badgeFilters = z.object({
  q: z.string().trim().max(200).refine(isStorable).optional().catch(undefined),
  achievement: z.uuid().optional().catch(undefined),
  status: z.enum(badgeStatuses).optional().catch(undefined),
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
  after: cursor.optional().catch(undefined),
  before: cursor.optional().catch(undefined),
});
export type BadgeFilters = z.output<typeof badgeFilters>;
