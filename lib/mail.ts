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
  /** Names the mail, for those who want to recognise one that came twice. */
  id?: string;
  /** Nobody wrote it by hand, and nobody's holiday notice should answer it. */
  isAutomatic?: boolean;
  attachments?: readonly MailAttachment[];
}>;

export type MailAttachment = Readonly<{ filename: string; contentType: string; content: Buffer }>;

/**
 * What is known of a mail that was not accepted:
 * - `unreachable`: no mail server took it, nor would it have taken any other. Nothing was sent.
 * - `later`: the server did not take this one, now. Nothing was sent.
 * - `refused`: the server will not take this one: there is no such mailbox. Nothing was sent.
 * - `unknown`: the connection was lost while it was handed over. It may have been sent.
 */
export type MailProblem = "unreachable" | "later" | "refused" | "unknown";

export class MailError extends Error {
  constructor(
    readonly problem: MailProblem,
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
export async function sendMail({ id, isAutomatic, attachments = [], ...mail }: Mail): Promise<void> {
  const { message, envelope } = await createTransport({ streamTransport: true, buffer: true }).sendMail({
    from: `Heder <heder@${host()}>`,
    ...mail,
    attachments: [...attachments],
    ...(id && { messageId: `<${id}@${host()}>` }),
    ...(isAutomatic && { headers: { "Auto-Submitted": "auto-generated" } }),
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
    throw new MailError(problemOf(cause, begun), { cause });
  }
}

function problemOf(error: unknown, begun: boolean): MailProblem {
  const { responseCode, command } = error as { responseCode?: number; command?: string };
  if (!responseCode) return begun ? "unknown" : "unreachable";
  if (command !== "RCPT TO" && command !== "DATA") return "unreachable";
  return responseCode >= 500 ? "refused" : "later";
}

function keepAsFile(message: Buffer): void {
  const folder = join(env.HEDER_DATA, "mail");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = `${new Date().toISOString().replaceAll(":", "-")}-${process.hrtime.bigint()}.eml`;
  writeFileSync(join(folder, name), message, { mode: 0o600 });
  log.info({ file: join(folder, name) }, "mail written to a file, as SMTP_URL is not set");
}
