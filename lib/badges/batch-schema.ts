import * as z from "zod";
import { awardInput } from "@/lib/badges/schema";
import { isOneLine, isStorable } from "@/lib/validation";

/** People of one batch; characters of a pasted list or file. */
export const MAX_BATCH = 20_000;
export const MAX_LIST = 2_000_000;

const line = z.string().trim().min(1).max(200).refine(isOneLine, "people.oneLine");

/** Everybody active whom these describe; everybody there is when nothing is said. */
export const peopleMatching = z.strictObject({
  q: line.optional(),
  role: z.enum(["org_admin", "coordinator", "peer_mentor"]).optional(),
  group: z.uuid().optional(),
});
export type PeopleMatching = z.output<typeof peopleMatching>;

/** One achievement for many: chosen one by one, all that match, or a list with the columns of lib/imports/award-list. */
export const batchInput = awardInput
  .pick({ achievementId: true, reason: true, awardedOn: true, silent: true, idempotencyKey: true })
  .extend({
    userIds: z.array(z.uuid()).min(1, "badges.nothingChosen").max(MAX_BATCH).optional(),
    matching: peopleMatching.optional(),
    list: z.string().min(1).max(MAX_LIST).refine(isStorable, "field.characters").optional(),
    /** Also those from whom somebody took the same badge before. */
    includeRevoked: z.boolean().optional(),
    /** Also for days before the person joined. */
    includeEarlier: z.boolean().optional(),
  })
  .superRefine(({ userIds, matching, list }, context) => {
    const ways = [userIds, matching, list].filter((way) => way !== undefined);
    if (ways.length === 1) return;
    const message = ways.length === 0 ? "badges.nothingChosen" : "badges.chooseOneWay";
    context.addIssue({ code: "custom", path: ["userIds"], message });
  });
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

/** What the address of the people to choose from may say. */
export const pickerFilter = z.object({
  q: line.optional().catch(undefined),
  role: z.enum(["org_admin", "coordinator", "peer_mentor"]).optional().catch(undefined),
  group: z.uuid().optional().catch(undefined),
  after: z.string().max(1_000).optional().catch(undefined),
});
export type PickerFilter = z.output<typeof pickerFilter>;

/** What the address of a batch's page may say. */
export const batchRowFilter = z.object({
  outcome: z.enum(batchOutcomes).optional().catch(undefined),
  after: z.coerce.number().int().min(0).max(1_000_000).optional().catch(undefined),
});
export type BatchRowFilter = z.output<typeof batchRowFilter>;
