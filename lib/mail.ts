import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createTransport } from "nodemailer";
import { env } from "@/lib/env";
import { log } from "@/lib/log";

export type Mail = Readonly<{ to: string; subject: string /** Plain text; lines are kept. */; text: string }>;

const sender = () => `Heder <heder@${new URL(env.HEDER_URL ?? "http://localhost").hostname}>`;

/**
 * Sends by SMTP_URL. Without one the mail becomes a file in HEDER_DATA/mail, readable by its owner only, so that a
 * person who tries Heder can open what would have been sent. Throws when the mail server refuses.
 */
export async function sendMail(mail: Mail): Promise<void> {
  const message = { from: sender(), ...mail };
  if (env.SMTP_URL) {
    await createTransport(env.SMTP_URL).sendMail(message);
    return;
  }
  const { message: eml } = await createTransport({ streamTransport: true, buffer: true }).sendMail(message);
  const folder = join(env.HEDER_DATA, "mail");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const file = join(
    folder,
    `${new Date().toISOString().replaceAll(":", "-")}-${process.hrtime.bigint()}.eml`,
  );
  writeFileSync(file, eml as Buffer, { mode: 0o600 });
  log.info({ file }, "mail written to a file, as SMTP_URL is not set");
}
