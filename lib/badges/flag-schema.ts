import * as z from "zod";
import { isStorable } from "@/lib/validation";

export const keepInput = z.strictObject({
  id: z.uuid(),
  /** Why it was flagged, as it was seen: what is missing may have become more. */
  flagReason: z.string().max(2000).refine(isStorable, "field.characters"),
  note: z.string().trim().min(1).max(2000).refine(isStorable, "field.characters"),
});
export type KeepInput = z.input<typeof keepInput>;
