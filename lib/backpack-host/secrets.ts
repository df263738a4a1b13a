import { createHash, randomBytes } from "node:crypto";

/** What each kind of secret begins with: scanners for leaked secrets know it by that. */
const PREFIX = {
  client: "heder_bpc_",
  code: "heder_bpk_",
  access: "heder_bpa_",
  refresh: "heder_bpr_",
} as const;
type Kind = keyof typeof PREFIX;

/** A new secret of 256 random bits; the database gets its hash alone. */
export const newSecret = (kind: Kind): string => PREFIX[kind] + randomBytes(32).toString("base64url");

/** Null for what is none of this kind, which so never reaches the database. 256 random bits need no slow hash. */
export function secretHash(kind: Kind, text: string): Uint8Array<ArrayBuffer> | null {
  const isOne = text.startsWith(PREFIX[kind]) && /^[\w-]{43}$/.test(text.slice(PREFIX[kind].length));
  return isOne ? new Uint8Array(createHash("sha256").update(text).digest()) : null;
}
