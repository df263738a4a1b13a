import * as z from "zod";

/** What the address of the inbox may say; anything else counts as not said. The notification that a page begins behind. */
export const inboxFilter = z.object({
  after: z.uuid().optional().catch(undefined),
  before: z.uuid().optional().catch(undefined),
});
export type InboxFilter = z.output<typeof inboxFilter>;

export const notificationId = z.strictObject({ id: z.uuid() });
export const everything = z.strictObject({});
