import * as z from "zod";
import { API_SCOPES } from "@/lib/auth/policy";
import { isOfOurTimes, isOneLine } from "@/lib/validation";

/** What an administrator says of a new key. It is good until the end of the last day, by the organisation's calendar. */
export const newKey = z.strictObject({
  name: z.string().trim().min(1).max(100).refine(isOneLine, "apiKeys.oneLine"),
  scopes: z.array(z.enum(API_SCOPES)).min(1, "apiKeys.noScope").max(API_SCOPES.length),
  lastDay: z.iso.date().refine(isOfOurTimes, "field.ourTimes").optional(),
});
export type NewKey = z.output<typeof newKey>;

export const keyId = z.strictObject({ id: z.uuid() });
