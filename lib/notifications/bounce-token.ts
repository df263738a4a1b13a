import { timingSafeEqual } from "node:crypto";
import { seal } from "@/lib/encryption";
import { env } from "@/lib/env";

/** Which letter came back, by its first notification, and from which address. */
export type Returned = Readonly<{ notificationId: string; wasSentTo: (email: string) => boolean }>;

// 30 bytes are 48 digits of base 32, which survive a server that writes addresses in small letters; with `bounces+` before
// them they stay within the 64 characters that stand before an @.
const ID = 16;
const ADDRESS = 4;
const MARK = 10;
const DIGITS = ((ID + ADDRESS + MARK) * 8) / 5;

const sealed = (text: string, length: number): Buffer =>
  Buffer.from(seal(text, "bounce"), "base64url").subarray(0, length);

const addressMark = (email: string): Buffer => sealed(`address ${email.toLowerCase()}`, ADDRESS);

const markOf = (what: Buffer): Buffer => sealed(`letter ${what.toString("hex")}`, MARK);

/**
 * Where a letter goes back to that cannot be delivered, if that is read (HEDER_MAIL_BOUNCES): an address of its own for each
 * letter and recipient, which only this installation can make.
 */
export function bounceAddress(notificationId: string, email: string): string | undefined {
  const [name, domain] = env.HEDER_MAIL_BOUNCES?.split("@") ?? [];
  if (!name || !domain) return undefined;
  const what = Buffer.concat([Buffer.from(notificationId.replaceAll("-", ""), "hex"), addressMark(email)]);
  const token = BigInt(`0x${Buffer.concat([what, markOf(what)]).toString("hex")}`).toString(32);
  return `${name}+${token.padStart(DIGITS, "0")}@${domain}`;
}

const TOKEN = new RegExp(`\\+([0-9a-v]{${DIGITS}})@`, "i");

/** What such an address was made for, or null when it was not made here. */
export function readBounceAddress(address: string): Returned | null {
  const token = TOKEN.exec(address)?.[1];
  if (!token) return null;
  const number = [...token].reduce((sum, digit) => sum * 32n + BigInt(Number.parseInt(digit, 32)), 0n);
  const bytes = Buffer.from(number.toString(16).padStart((ID + ADDRESS + MARK) * 2, "0"), "hex");
  const what = bytes.subarray(0, ID + ADDRESS);
  if (!timingSafeEqual(bytes.subarray(ID + ADDRESS), markOf(what))) return null;
  const notificationId = what
    .toString("hex", 0, ID)
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  return { notificationId, wasSentTo: (email) => timingSafeEqual(what.subarray(ID), addressMark(email)) };
}
