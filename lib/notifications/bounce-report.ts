import PostalMime, { type Email } from "postal-mime";

/** No report is larger, even with the whole letter in it and what was attached. */
export const LARGEST_REPORT = 5 * 1024 * 1024;

/**
 * What a delivery status notification (RFC 3464) says of a letter:
 * - `nobody`: there is no such mailbox.
 * - `refused`: this letter will not arrive, for a reason that passes or is not the mailbox: its content, its sender, its age.
 * - `later`: it has not arrived yet, or it has.
 */
export type Verdict = "nobody" | "refused" | "later";

export type BounceReport = Readonly<{
  /** The addresses that the report itself was sent to, by its own headers. */
  to: readonly string[];
  verdict: Verdict;
  /** The server's own words, on one line of at most 300 characters. */
  said: string | null;
}>;

const REPORT = /^multipart\/report\b.*\breport-type\s*=\s*"?(?:global-)?delivery-status\b/is;
const STATUS = /^message\/(?:global-)?delivery-status$/;

/** Where mail servers and their pipes write whom a message is for. */
const RECIPIENT_HEADERS = ["delivered-to", "x-original-to", "envelope-to", "to"];

/** What a mail server reports, or null of anything else, such as a holiday notice. Never throws. */
export async function readBounceReport(message: Uint8Array): Promise<BounceReport | null> {
  const mail = await parsed(message);
  if (!mail?.headers.some(({ key, value }) => key === "content-type" && REPORT.test(value))) return null;
  const status = mail.attachments.find(({ mimeType }) => STATUS.test(mimeType));
  if (!status) return null;
  const recipients = await recipientsOf(new TextDecoder().decode(status.content as ArrayBuffer));
  if (recipients.length === 0) return null;
  return {
    to: mail.headers.filter(({ key }) => RECIPIENT_HEADERS.includes(key)).map(({ value }) => value),
    verdict: verdictOf(recipients),
    said: saidOf(recipients),
  };
}

// The letter that is sent back with a report may be anything, and is not looked into.
const LIMITS = { forceRfc822Attachments: true, maxNestingDepth: 10, maxHeadersSize: 256 * 1024 };

const parsed = (message: Uint8Array | string): Promise<Email | null> =>
  PostalMime.parse(message, LIMITS).catch(() => null);

type Recipient = ReadonlyMap<string, string>;

/** The fields of each recipient: blocks of headers after the first, which is about the message. */
async function recipientsOf(status: string): Promise<Recipient[]> {
  const blocks = status.split(/\r?\n[ \t]*\r?\n/).filter((block) => block.trim() !== "");
  const mails = await Promise.all(blocks.map((block) => parsed(`${block.trim()}\r\n\r\n`)));
  return mails
    .map((mail) => new Map(mail?.headers.map(({ key, value }) => [key, value])))
    .filter((fields) => fields.has("action") && fields.has("status"));
}

/**
 * Permanent failures of RFC 3463 that do not say that the mailbox is not there: a bad sender, a full mailbox, a letter that is
 * too long or has waited too long, its content, and policy.
 */
const NOT_THE_MAILBOX = /^5\.(?:1\.[78]|2\.[23]|3\.4|4\.7|6\.\d+|7\.\d+)$/;

function verdictOf(recipients: readonly Recipient[]): Verdict {
  const verdicts = recipients.map(verdictOn);
  // An address may lead to several mailboxes: one that works is enough.
  if (verdicts.includes("later")) return "later";
  return verdicts.every((verdict) => verdict === "nobody") ? "nobody" : "refused";
}

function verdictOn(fields: Recipient): Verdict {
  if (fields.get("action")?.trim().toLowerCase() !== "failed") return "later";
  const status = /^\d\.\d{1,3}\.\d{1,3}\b/.exec(fields.get("status")?.trim() ?? "")?.[0] ?? "";
  return status.startsWith("5") && !NOT_THE_MAILBOX.test(status) ? "nobody" : "refused";
}

function saidOf([first]: readonly Recipient[]): string | null {
  const said = first?.get("diagnostic-code")?.replace(/^[\w-]+\s*;/, "") ?? first?.get("status") ?? "";
  return said.replaceAll(/\s+/g, " ").trim().slice(0, 300) || null;
}
