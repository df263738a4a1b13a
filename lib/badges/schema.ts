import * as z from "zod";
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
  /** Made once by whoever asks, and sent again with a retry: the same key never gives a second award. */
  idempotencyKey: text(200).min(8),
});
export type AwardInput = z.input<typeof awardInput>;
export type Award = z.output<typeof awardInput>;

export const revocationInput = z.strictObject({ id: z.uuid(), reason });
export type RevocationInput = z.input<typeof revocationInput>;

export const approvalInput = z.strictObject({ id: z.uuid() });
export const rejectionInput = z.strictObject({ id: z.uuid(), reason });
