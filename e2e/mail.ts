import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import PostalMime, { type Email } from "postal-mime";
import { expect } from "./fixtures";

async function mailsTo(address: string): Promise<Email[]> {
  const folder = join(process.env.HEDER_E2E_FOLDER ?? "", "mail");
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".eml"))
    .sort();
  const mails = await Promise.all(files.map((name) => PostalMime.parse(readFileSync(join(folder, name)))));
  return mails.filter(({ to }) => to?.some((recipient) => recipient.address === address));
}

/** The mails to this address with this in the subject, once there is one; they are read from the mail server itself. */
export async function mailAbout(address: string, subject: RegExp): Promise<Email[]> {
  const found = async () => (await mailsTo(address)).filter((mail) => subject.test(mail.subject ?? ""));
  await expect.poll(async () => (await found()).length, { timeout: 30_000 }).toBeGreaterThan(0);
  return await found();
}
