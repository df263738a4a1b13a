import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from "node:crypto";
import { secret } from "@/lib/env";

/** The first byte of everything encrypted, so that another way can come after this one. */
const AES_256_GCM = 1;
const NONCE = 12;
const TAG = 16;

/** What kind of thing is kept secret: each has a key of its own. */
type Purpose =
  | "webhook secret"
  | "issuer key"
  | "backpack"
  | "badge verdict"
  | "push subscription"
  | "invitation";
/** What kind of thing was shown and comes back unaltered. */
type Shown = "certificates of a preview" | "unsubscribing" | "bounce";

const keyOf = (purpose: Purpose | Shown) =>
  Buffer.from(hkdfSync("sha256", secret(), "", `heder ${purpose}`, 32));

/** It was encrypted with another HEDER_SECRET or for another owner, or it was altered. */
export class Unreadable extends Error {
  override name = "Unreadable";
}

/**
 * Encrypts a text for a column (AES-256-GCM, a key derived from HEDER_SECRET). It can be read only for the same purpose
 * and owner, so that a row's secret copied to another organisation's row says nothing there.
 */
export function encrypt(text: string, purpose: Purpose, owner: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", keyOf(purpose), nonce).setAAD(Buffer.from(owner));
  const content = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return new Uint8Array(Buffer.concat([Buffer.of(AES_256_GCM), nonce, cipher.getAuthTag(), content]));
}

/** What was encrypted for this purpose and owner. Throws `Unreadable`. */
export function decrypt(encrypted: Uint8Array, purpose: Purpose, owner: string): string {
  const bytes = Buffer.from(encrypted);
  const nonce = bytes.subarray(1, 1 + NONCE);
  const tag = bytes.subarray(1 + NONCE, 1 + NONCE + TAG);
  try {
    if (bytes[0] !== AES_256_GCM || tag.length !== TAG) throw new Error("not encrypted by us");
    const decipher = createDecipheriv("aes-256-gcm", keyOf(purpose), nonce, { authTagLength: TAG });
    decipher.setAAD(Buffer.from(owner)).setAuthTag(tag);
    const content = bytes.subarray(1 + NONCE + TAG);
    return Buffer.concat([decipher.update(content), decipher.final()]).toString("utf8");
  } catch (cause) {
    throw new Unreadable("This cannot be decrypted; is HEDER_SECRET another one now?", { cause });
  }
}

/** A mark that only this installation can make of a text (HMAC-SHA-256): what comes back with it is what was shown. */
export const seal = (text: string, purpose: Shown): string =>
  createHmac("sha256", keyOf(purpose)).update(text).digest("base64url");

/** Whether a mark was made here, of this text and for this purpose. */
export function isSealed(text: string, purpose: Shown, mark: string): boolean {
  const [given, right] = [Buffer.from(mark), Buffer.from(seal(text, purpose))];
  return given.length === right.length && timingSafeEqual(given, right);
}

/** 32 bytes that this installation always derives anew for a purpose, `attempt` by `attempt`. */
export const derivedBytes = (purpose: "web push key", attempt: number): Buffer =>
  Buffer.from(hkdfSync("sha256", secret(), "", `heder ${purpose} ${attempt}`, 32));
