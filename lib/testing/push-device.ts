import { createDecipheriv, createECDH, hkdfSync, randomBytes } from "node:crypto";

export type PushDevice = Readonly<{
  subscription: { endpoint: string; keys: { p256dh: string; auth: string } };
  /** What was sent to it, as only it can read it (RFC 8291, RFC 8188: one record). */
  read: (body: Buffer) => unknown;
}>;

/** A browser that can be pushed to at this address: it has made its keys, and keeps the secret ones. */
export function pushDevice(endpoint: string): PushDevice {
  const own = createECDH("prime256v1");
  const p256dh = own.generateKeys();
  const auth = randomBytes(16);
  const derive = (key: Buffer, salt: Buffer, info: Buffer, length: number) =>
    Buffer.from(hkdfSync("sha256", key, salt, info, length));
  return {
    subscription: {
      endpoint,
      keys: { p256dh: p256dh.toString("base64url"), auth: auth.toString("base64url") },
    },
    read(body) {
      const salt = body.subarray(0, 16);
      const keyLength = body.readUInt8(20);
      const sender = body.subarray(21, 21 + keyLength);
      const record = body.subarray(21 + keyLength);
      const info = Buffer.concat([Buffer.from("WebPush: info\0"), p256dh, sender]);
      const key = derive(own.computeSecret(sender), auth, info, 32);
      const content = derive(key, salt, Buffer.from("Content-Encoding: aes128gcm\0"), 16);
      const nonce = derive(key, salt, Buffer.from("Content-Encoding: nonce\0"), 12);
      const decipher = createDecipheriv("aes-128-gcm", content, nonce).setAuthTag(record.subarray(-16));
      const padded = Buffer.concat([decipher.update(record.subarray(0, -16)), decipher.final()]);
      return JSON.parse(padded.subarray(0, padded.lastIndexOf(2)).toString("utf8"));
    },
  };
}
