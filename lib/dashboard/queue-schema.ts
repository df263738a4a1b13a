import * as z from "zod";

export const retryInput = z.strictObject({ id: z.uuid() });

/** The kinds that have no list of their own elsewhere; any other address is about those who are nearly there. */
export const listedKinds = ["nearly", "backpacks", "mails"] as const;
export const queueFilter = z.object({ kind: z.enum(listedKinds).catch("nearly") });
