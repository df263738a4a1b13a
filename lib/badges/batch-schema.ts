import * as z from "zod";
import { awardInput } from "@/lib/badges/schema";
import { requireOneWay, severalPeople } from "@/lib/people/several-schema";

/** People of one batch; characters of a pasted list or file. */
export const MAX_BATCH = 20_000;
export const MAX_LIST = 2_000_000;

/** One achievement for many: chosen one by one, all that match, or a list with the columns of lib/imports/award-list. */
export const batchInput = awardInput
  .pick({ achievementId: true, reason: true, awardedOn: true, silent: true, idempotencyKey: true })
  .extend({
    ...severalPeople({ people: MAX_BATCH, characters: MAX_LIST }),
    /** Also those from whom somebody took the same badge before. */
    includeRevoked: z.boolean().optional(),
    /** Also for days before the person joined. */
    includeEarlier: z.boolean().optional(),
  })
  .superRefine(requireOneWay);
export type BatchInput = z.input<typeof batchInput>;
export type Batch = z.output<typeof batchInput>;

export const batchId = z.strictObject({ id: z.uuid() });

export const batchOutcomes = [
  "awarded",
  "already_held",
  "already_nominated",
  "revoked_before",
  "before_joining",
  "yourself",
  "inactive",
  "unknown_person",
  "in_future",
  "already_over",
  "repeated",
  "unreadable",
] as const;
export type BatchOutcome = (typeof batchOutcomes)[number];

/** What the address of a batch's page may say. */
export const batchRowFilter = z.object({
  outcome: z.enum(batchOutcomes).optional().catch(undefined),
  after: z.coerce.number().int().min(0).max(1_000_000).optional().catch(undefined),
});
export type BatchRowFilter = z.output<typeof batchRowFilter>;
