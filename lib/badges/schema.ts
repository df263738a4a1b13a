import * as z from "zod";
import { BATCH_UNDONE_REASON } from "@/lib/badges/batch-undo-rules";
import { readUnmet } from "@/lib/badges/flag-rules";
import { isOfOurTimes, isStorable } from "@/lib/validation";

const text = (maximum: number) => z.string().trim().max(maximum).refine(isStorable, "field.characters");
const reason = text(2000).min(1);

/** Web addresses only: what a reader of the badge is asked to click. */
const evidenceUrl = text(2000).pipe(z.url({ protocol: /^https?$/ }));

export const awardInput = z.strictObject({
  userId: z.uuid(),
  achievementId: z.uuid(),
  reason,
  /** A day of the organisation's calendar, today when left out; not in the future. */
  awardedOn: z.iso.date().refine(isOfOurTimes, "field.ourTimes").optional(),
  evidenceUrl: evidenceUrl.optional(),
  evidenceNarrative: text(5000).optional(),
  /** Nobody is told: for awards that catch up with the past. */
  silent: z.boolean().optional(),
  /** Meant, although the person had not joined by then. */
  evenBeforeJoining: z.boolean().optional(),
  /** Made once by whoever asks, and sent again with a retry: the same key never gives a second award. */
  idempotencyKey: text(200).min(8),
});
export type AwardInput = z.input<typeof awardInput>;
export type Award = z.output<typeof awardInput>;

export const revocationInput = z.strictObject({
  id: z.uuid(),
  reason: reason.refine(
    (words) => words !== BATCH_UNDONE_REASON && readUnmet(words) === null,
    "badges.reasonInWords",
  ),
});
export type RevocationInput = z.input<typeof revocationInput>;

export const badgeId = z.strictObject({ id: z.uuid() });

export const approvalInput = z.strictObject({ id: z.uuid(), comment: reason.optional() });
export const rejectionInput = z.strictObject({ id: z.uuid(), reason });

/** As many as one may decide about at once: several pages of them. */
export const MAX_DECISIONS = 200;
const ids = z.array(z.uuid()).min(1, "badges.nothingChosen").max(MAX_DECISIONS);
export const approvalsInput = z.strictObject({ ids });
export const rejectionsInput = z.strictObject({ ids, reason });

/** Of all that wait, as many are decided about at a press: in about the time a page may take, and others wait no longer. */
export const MOST_AT_ONCE = 1_000;
/** All that waited when a page was shown: the moment it gave (lib/badges/approval-queries.ts), and how many it said. */
const allWaiting = { upTo: z.string().regex(/^\d{1,17}$/), count: z.int().min(1) };
export const allApprovalsInput = z.strictObject({ ...allWaiting, comment: reason.optional() });
export const allRejectionsInput = z.strictObject({ ...allWaiting, reason });
export type AllWaiting = Readonly<{ upTo: string; count: number }>;
