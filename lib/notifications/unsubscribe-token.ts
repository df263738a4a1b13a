import { isSealed, seal } from "@/lib/encryption";
import { NOTIFICATION_KINDS, type NotificationKind } from "@/lib/notifications/rules";

/** Whose mail of what: of one kind, or the letters that collect several. */
export type Unsubscribing = Readonly<{
  organizationId: string;
  userId: string;
  what: NotificationKind | "digest";
}>;

const ID = 16;
const bytesOf = (id: string) => Buffer.from(id.replaceAll("-", ""), "hex");
const idOf = (bytes: Buffer) =>
  bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");

/** What a letter's unsubscribe link ends with. Only this installation can make it, and it is good for ever. */
export function unsubscribeToken({ organizationId, userId, what }: Unsubscribing): string {
  const text = Buffer.concat([bytesOf(organizationId), bytesOf(userId), Buffer.from(what)]).toString(
    "base64url",
  );
  return `${text}.${seal(text, "unsubscribing")}`;
}

/** What such a link is about, or null when it was not made here, or not like this. */
export function readUnsubscribeToken(token: string): Unsubscribing | null {
  const [text = "", mark = "", ...rest] = token.split(".");
  if (rest.length > 0 || !isSealed(text, "unsubscribing", mark)) return null;
  const bytes = Buffer.from(text, "base64url");
  const kind = bytes.subarray(2 * ID).toString();
  const what = kind === "digest" ? kind : NOTIFICATION_KINDS.find((one) => one === kind);
  if (!what) return null;
  return { organizationId: idOf(bytes.subarray(0, ID)), userId: idOf(bytes.subarray(ID, 2 * ID)), what };
}
