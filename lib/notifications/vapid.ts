import { createECDH } from "node:crypto";
import { derivedBytes } from "@/lib/encryption";

/** What a push service knows this installation by (RFC 8292): both base64url. */
export type VapidKeys = Readonly<{ publicKey: string; privateKey: string }>;

let known: VapidKeys | undefined;

/**
 * The installation's own pair of keys, always the same for a HEDER_SECRET: nothing has to be made, kept or copied, and the
 * web server and every worker agree. With another secret devices have to be turned on anew.
 */
export function vapidKeys(): VapidKeys {
  for (let attempt = 0; !known; attempt += 1) {
    const pair = createECDH("prime256v1");
    const bytes = derivedBytes("web push key", attempt);
    try {
      pair.setPrivateKey(bytes);
    } catch {
      // As good as never: the number is none of the curve.
      continue;
    }
    known = { publicKey: pair.getPublicKey("base64url"), privateKey: bytes.toString("base64url") };
  }
  return known;
}
