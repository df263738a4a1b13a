import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Readable } from "node:stream";
import { createTransport } from "nodemailer";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

export type Mail = Readonly<{
  to: string;
  subject: string;
  /** Plain text; lines are kept. */
  text: string;
  /** The same for those who can show it; pictures in it are attachments, named by their `cid`. */
  html?: string;
  /** Names the mail, for those who want to recognise one that came twice. */
  id?: string;
  /** Nobody wrote it by hand, and nobody's holiday notice should answer it. */
  isAutomatic?: boolean;
  /** Where it is to go back to when it cannot be delivered; the sender's own address otherwise. */
  bounces?: string;
  attachments?: readonly MailAttachment[];
  /** Where a POST without more ado turns such mail off (RFC 8058); a mail program shows it as a button. */
  unsubscribe?: string;
}>;

export type MailAttachment = Readonly<{
  filename: string;
  contentType: string;
  content: Buffer;
  /** By what the letter's page shows it; it can be kept as a file all the same. */
  cid?: string;
}>;

/**
 * What is known of a mail that was not accepted:
 * - `unreachable`: no mail server took it, nor would it have taken any other. Nothing was sent.
 * - `later`: the server did not take this one, now. Nothing was sent.
 * - `nobody`: there is no such mailbox. Nothing was sent, and nothing else would arrive there.
 * - `refused`: the server will not take this one. Nothing was sent.
 * - `unknown`: the connection was lost while it was handed over. It may have been sent.
 */
export type MailProblem = "unreachable" | "later" | "nobody" | "refused" | "unknown";

export class MailError extends Error {
  constructor(
    readonly problem: MailProblem,
    /** The server's own words, on one line of at most 300 characters. */
    readonly said: string | null,
    options: ErrorOptions,
  ) {
    super(`mail: ${problem}`, options);
    this.name = "MailError";
  }
}

const host = () => new URL(env.HEDER_URL ?? "http://localhost").hostname;

/** A server that does not answer is found out within these, in milliseconds. */
const PATIENCE = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000 };

/**
 * Sends by SMTP_URL. Without one the mail becomes a file in HEDER_DATA/mail, readable by its owner only, so that a
 * person who tries Heder can open what would have been sent. Throws `MailError` when it was not accepted.
 */
export async function sendMail({
  id,
  isAutomatic,
  attachments = [],
  bounces,
  unsubscribe,
  ...mail
}: Mail): Promise<void> {
  const { message, envelope } = await createTransport({ streamTransport: true, buffer: true }).sendMail({
    from: `Heder <heder@${host()}>`,
    ...mail,
    ...(bounces && { envelope: { from: bounces, to: mail.to } }),
    attachments: attachments.map((one) => ({ ...one, contentDisposition: "attachment" })),
    ...(id && { messageId: `<${id}@${host()}>` }),
    headers: {
      ...(isAutomatic && { "Auto-Submitted": "auto-generated" }),
      ...(unsubscribe && {
        "List-Unsubscribe": `<${unsubscribe}>`,
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
      }),
    },
  });
  if (env.SMTP_URL) await handOver(env.SMTP_URL, envelope, message as Buffer);
  else keepAsFile(message as Buffer);
}

type Envelope = Readonly<{ from: string | false; to: string[] }>;

async function handOver(url: string, envelope: Envelope, message: Buffer): Promise<void> {
  let begun = false;
  // Read only once the server has greeted us and knows who we are.
  const raw = Readable.from(
    (function* () {
      begun = true;
      yield message;
    })(),
  );
  try {
    await createTransport({ url, ...PATIENCE }).sendMail({ envelope, raw });
  } catch (cause) {
    throw new MailError(problemOf(cause, begun), saidIn(cause), { cause });
  }
}

type Refused = Readonly<{ responseCode?: number; command?: string; response?: string }>;

/** "Relaying denied", "listed as spam": about us and not about the mailbox (RFC 3463). */
const POLICY = /^\d{3}[ -]5\.7\./;

function problemOf(error: unknown, begun: boolean): MailProblem {
  const { responseCode, command, response = "" } = error as Refused;
  if (!responseCode) return begun ? "unknown" : "unreachable";
  if (command !== "RCPT TO" && command !== "DATA") return "unreachable";
  if (responseCode < 500) return "later";
  return command === "RCPT TO" && !POLICY.test(response) ? "nobody" : "refused";
}

const saidIn = (error: unknown): string | null =>
  (error as Refused).response?.replaceAll(/\s+/g, " ").trim().slice(0, 300) || null;

/** Whether mail is kept as files, because there is no mail server. */
export const isMailKept = (): boolean => env.SMTP_URL === undefined;

/** Where those files are. */
export const keptMailFolder = (): string => join(env.HEDER_DATA, "mail");

function keepAsFile(message: Buffer): void {
  const folder = keptMailFolder();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = `${new Date().toISOString().replaceAll(":", "-")}-${process.hrtime.bigint()}.eml`;
  writeFileSync(join(folder, name), message, { mode: 0o600 });
  log.info({ file: join(folder, name) }, "mail written to a file, as SMTP_URL is not set");
}
