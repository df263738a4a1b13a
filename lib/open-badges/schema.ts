import * as z from "zod";

/** Which of the organisation's keys is exchanged for a new one. */
export const keyRotation = z.strictObject({ algorithm: z.enum(["Ed25519", "RS256"]) });
