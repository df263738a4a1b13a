import * as z from "zod";

/** Which fact is asked about before it is voided. */
export const voidPreviewInput = z.object({
  fact: z.enum(["activity", "referral", "registration"]),
  id: z.uuid(),
});
