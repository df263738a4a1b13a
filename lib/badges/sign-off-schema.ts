import * as z from "zod";
import { signingRoles } from "@/lib/badges/sign-off-rules";
import { isStorable } from "@/lib/validation";

/** One role's yes to one person for one achievement (seed 003 badge_manual_awards). */
export const signOffInput = z.strictObject({
  achievementId: z.uuid(),
  userId: z.uuid(),
  /** The role that is signed for; one's own where it is asked for, when left out. */
  role: z.enum(signingRoles).optional(),
  comment: z.string().trim().min(1).max(2000).refine(isStorable, "field.characters").optional(),
});
export type SignOffInput = z.input<typeof signOffInput>;
export type SignOff = z.output<typeof signOffInput>;
