import * as z from "zod";

/** Which of the organisation's keys are exchanged for new ones. */
export const keyRotation = z.strictObject({
  algorithms: z
    .array(z.enum(["Ed25519", "RS256"]))
    .min(1)
    .max(2),
});
