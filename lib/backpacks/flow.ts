import * as z from "zod";
import { decrypt, encrypt } from "@/lib/encryption";

/** Longer than anybody reads a page of consent, in milliseconds. */
export const FLOW_MILLISECONDS = 15 * 60_000;

const flow = z.strictObject({
  organization: z.string(),
  backpackId: z.uuid(),
  state: z.string(),
  verifier: z.string(),
  until: z.number(),
});
export type PendingFlow = z.output<typeof flow>;

/** What is under way, for a cookie of this person's browser: it says nothing to anybody else's. */
export const sealFlow = (pending: PendingFlow, userId: string): string =>
  Buffer.from(encrypt(JSON.stringify(pending), "backpack", `flow of ${userId}`)).toString("base64url");

/** Null for what is no flow of this person's, and for one that is over. */
export function openFlow(sealed: string, userId: string, now: number): PendingFlow | null {
  try {
    const text = decrypt(Buffer.from(sealed, "base64url"), "backpack", `flow of ${userId}`);
    const pending = flow.parse(JSON.parse(text));
    return pending.until > now ? pending : null;
  } catch {
    return null;
  }
}
