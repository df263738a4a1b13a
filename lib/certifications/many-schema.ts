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

/** A part of what a preview showed, with the mark that says so (many-parts.ts). */
const part = {
  ids: z.array(z.uuid()).min(1).max(PART),
  /** Of all that were shown, the same in each of the parts. */
  count: z.int().min(1).max(MAX_AT_ONCE),
  seal: text(100).min(1),
  /** How many they are, as the person has typed it. */
  typed: z.number().optional(),
};
export type ManyPart = Readonly<Pick<RevokeManyInput, "ids" | "count" | "seal">>;

export const renewManyInput = z.strictObject({
  ...part,
  /** Made once when the preview was shown, and the same for all its parts and for a retry. */
  idempotencyKey: text(100).min(8),
});
export type RenewManyInput = z.input<typeof renewManyInput>;
export const revokeManyInput = z.strictObject({ ...part, reason });
export type RevokeManyInput = z.input<typeof revokeManyInput>;

/**
 * What is asked before so many are renewed or revoked: a reason for revoking, and for many how many they are. The browser
 * asks it of the form, and the server again of each part.
 */
export function confirmationOf(kind: ManyKind, count: number) {
  const isIt = { message: "certificateMany.typedDiffers", params: { values: { count } } };
  const typed = z.number().refine((number) => number === count, isIt);
  return z.object({
    reason: kind === "revoke" ? reason : reason.optional(),
    typed: count >= TYPED_FROM ? typed : typed.optional(),
  });
}
export type ManyConfirmation = z.input<ReturnType<typeof confirmationOf>>;
