import * as z from "zod";
import { isOneLine, isStorable } from "@/lib/validation";

const LISTS = ["people", "badges", "certifications", "activity", "referrals", "courses"] as const;

export const LONGEST_NAME = 80;
/** As long as an address may be before something on the way cuts it. */
const LONGEST_QUERY = 2_000;

const name = z.string().trim().min(1).max(LONGEST_NAME).refine(isOneLine, "views.oneLine");

/** A list as its address shows it, under a name. */
export const newView = z.strictObject({
  list: z.enum(LISTS),
  name,
  query: z.string().max(LONGEST_QUERY).refine(isStorable, "field.characters"),
  isShared: z.boolean(),
});
export type NewView = z.output<typeof newView>;

export const viewChange = z.strictObject({ id: z.uuid(), name, isShared: z.boolean() });
export const viewId = z.strictObject({ id: z.uuid() });
