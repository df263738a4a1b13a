import * as z from "zod";
import { isOneLine } from "@/lib/validation";

const address = z
  .url({ protocol: /^https?$/ })
  .max(2_000)
  .refine(isOneLine, "backpacks.oneLine");

/**
 * A backpack that an organisation offers its people. `apiUrl`: what stands before `/discovery`
 * and `/credentials`, or with 2.1 any address of the site, which describes itself at one that is agreed upon.
 */
export const newBackpack = z.strictObject({
  name: z.string().trim().min(1).max(100).refine(isOneLine, "backpacks.oneLine"),
  apiVersion: z.enum(["3.0", "2.1"]).default("3.0"),
  apiUrl: address.transform((url) => url.replace(/\/+$/, "")),
  webUrl: address.optional(),
});
export type NewBackpack = z.output<typeof newBackpack>;

export const backpackId = z.strictObject({ id: z.uuid() });
export const autoSync = z.strictObject({ id: z.uuid(), isOn: z.boolean() });
export const pushOne = z.strictObject({ id: z.uuid(), badgeId: z.uuid() });
