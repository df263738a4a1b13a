import * as z from "zod";
import { badgeMatching } from "@/lib/badges/filter-schema";
import { awardInput, revocationInput } from "@/lib/badges/schema";
import { isStorable } from "@/lib/validation";

/** Badges that are revoked together. */
export const MAX_REVOKED = 20_000;
/** From so many on, the number is typed once more: nobody revokes a whole list by a slip. */
export const TYPED_FROM = 21;

const matching = badgeMatching.omit({ ids: true });

/** Which badges: chosen one by one, or all that match the filter of the list. */
export type BadgeChoice = Readonly<{ ids?: readonly string[]; matching?: z.output<typeof matching> }>;

/** What the address of a preview may say. */
export const revokeManyFilter = badgeMatching.extend({ all: z.literal("yes").optional().catch(undefined) });

const { reason } = revocationInput.shape;

export const revokeManyInput = z
  .strictObject({
    ids: z.array(z.uuid()).min(1, "badges.nothingChosen").max(MAX_REVOKED).optional(),
    matching: matching.optional(),
    reason,
    /** How many they are, as the person has typed it. */
    typed: z.number().optional(),
    /** What was shown to whoever asks: see `RevocationPlan`. */
    seen: z.string().max(100).refine(isStorable, "field.characters"),
    /** Made once when the preview was shown, and sent again with a retry. */
    idempotencyKey: awardInput.shape.idempotencyKey,
  })
  .refine(({ ids, matching }) => (ids === undefined) !== (matching === undefined), {
    path: ["ids"],
    message: "badges.nothingChosen",
  });
export type RevokeManyInput = z.input<typeof revokeManyInput>;
export type RevokeMany = z.output<typeof revokeManyInput>;

/** What is asked before so many are revoked. The browser asks it of the form, and the server of the order. */
export function revokeConfirmation(count: number) {
  const differs = { message: "badges.typedDiffers", params: { values: { count } } };
  const typed = z.number().refine((number) => number === count, differs);
  return z.object({ reason, typed: count >= TYPED_FROM ? typed : typed.optional() });
}
export type RevokeConfirmation = z.input<ReturnType<typeof revokeConfirmation>>;

export const revocationOutcomes = [
  "waiting",
  "revoked",
  "already_revoked",
  "rejected",
  "unknown_badge",
] as const;
export type RevocationOutcome = (typeof revocationOutcomes)[number];

export const revocationId = z.strictObject({ id: z.uuid() });

/** What the address of a revocation's page may say. */
export const revocationRowFilter = z.object({
  outcome: z.enum(revocationOutcomes).optional().catch(undefined),
  after: z.coerce.number().int().min(0).max(1_000_000).optional().catch(undefined),
});
export type RevocationRowFilter = z.output<typeof revocationRowFilter>;
