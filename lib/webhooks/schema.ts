import * as z from "zod";
import { isOneLine } from "@/lib/validation";
import { WEBHOOK_EVENTS } from "@/lib/webhooks/rules";

const url = z
  .string()
  .trim()
  .max(2_000)
  .refine(isOneLine, "field.characters")
  // PostgreSQL keeps an address without a space, and nobody's password.
  .refine((text) => !/\s/.test(text) && !URL.parse(text)?.username, "webhooks.noPassword")
  .pipe(z.url({ protocol: /^https?$/ }));

/** What an administrator says of a new webhook. */
export const newWebhook = z.strictObject({
  url,
  events: z.array(z.enum(WEBHOOK_EVENTS)).min(1, "webhooks.noEvent").max(WEBHOOK_EVENTS.length),
  /** What it is for. */
  description: z.string().trim().min(1).max(200).refine(isOneLine, "webhooks.oneLine").optional(),
});
export type NewWebhook = z.output<typeof newWebhook>;

export const webhookId = z.strictObject({ id: z.uuid() });
export const deliveryId = z.strictObject({ id: z.uuid() });
