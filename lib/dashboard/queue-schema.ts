import * as z from "zod";
import type { QueueKind } from "@/lib/dashboard/queue-kinds";

export const retryInput = z.strictObject({ id: z.uuid() });

/** The kinds of which no other list shows just what waits; any other address is about those who are nearly there. */
export const listedKinds = ["nearly", "jobs", "backpacks", "webhooks", "mails"] as const;

const cursor = z.string().max(1_000).optional().catch(undefined);
export const queueFilter = z.object({
  kind: z.enum(listedKinds).catch("nearly"),
  after: cursor,
  before: cursor,
});
export type QueueFilter = Omit<z.output<typeof queueFilter>, "kind"> & Readonly<{ kind: QueueKind }>;
