import * as z from "zod";

/** Only what every header and column takes. */
const endpoint = z
  .url()
  .max(2_000)
  .refine((text) => /^[!-~]+$/.test(text), "messagePreferences.deviceAddress");

/** A browser's push subscription, as `PushSubscription.toJSON()` writes it. */
export const device = z.object({
  endpoint,
  keys: z.object({
    p256dh: z.string().regex(/^[\w-]{87}=?$/),
    auth: z.string().regex(/^[\w-]{22}(==)?$/),
  }),
});
export type Device = z.output<typeof device>;

export const deviceAddress = z.strictObject({ endpoint });
