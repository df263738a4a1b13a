import * as z from "zod";
import { certificationMatching } from "@/lib/certifications/list-schema";
import { reason, text } from "@/lib/certifications/schema";

export const manyKinds = ["renew", "revoke"] as const;
export type ManyKind = (typeof manyKinds)[number];

/** The most certificates that are renewed or revoked together, and how many of them with one request. */
export const MAX_AT_ONCE = 2_000;
export const PART = 25;
/** From so many on, the number is typed once more: nobody revokes a whole list by a slip. */
export const TYPED_FROM = 21;

const ids = z
  .preprocess(
    (said) => (typeof said === "string" ? said.split(",") : said),
    z.array(z.uuid()).min(1).max(MAX_AT_ONCE),
  )
  .optional()
  .catch(undefined);

/** What the address of a preview may say: the chosen certificates, or `all` that match. */
export const manyFilter = certificationMatching.extend({
  ids,
  all: z.literal("yes").optional().catch(undefined),
});
export type ManyFilter = z.output<typeof manyFilter>;

const part = {
  ids: z.array(z.uuid()).min(1).max(PART),
  /** Made once when the preview was shown, and the same for all its parts and for a retry. */
  idempotencyKey: text(100).min(8),
};

/** A part of what was seen in a preview. */
export const renewManyInput = z.strictObject(part);
export type RenewManyInput = z.input<typeof renewManyInput>;
export const revokeManyInput = z.strictObject({ ids: part.ids, reason });
export type RevokeManyInput = z.input<typeof revokeManyInput>;

/** What is asked before so many are renewed or revoked: a reason for revoking, and for many how many they are. */
export function confirmationOf(kind: ManyKind, count: number) {
  const isIt = { message: "certificateMany.typedDiffers", params: { values: { count } } };
  const typed = z.number().refine((number) => number === count, isIt);
  return z.object({
    reason: kind === "revoke" ? reason : reason.optional(),
    typed: count >= TYPED_FROM ? typed : typed.optional(),
  });
}
export type ManyConfirmation = z.input<ReturnType<typeof confirmationOf>>;
