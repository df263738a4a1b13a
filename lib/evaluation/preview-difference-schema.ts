import * as z from "zod";
import { achievementInput } from "@/lib/achievements/schema";
import { differenceKinds } from "@/lib/evaluation/preview-rules";

/** A definition as a form has it, not saved yet, and which of the people to name. */
export const differenceInput = z.strictObject({
  id: z.uuid(),
  definition: achievementInput,
  show: z.enum(differenceKinds),
  after: z.string().max(1000).optional(),
});
export type DifferenceInput = z.input<typeof differenceInput>;
export type DifferenceAsked = z.output<typeof differenceInput>;
