import { open, readdir, readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import PostalMime, { type Email } from "postal-mime";
import type { Actor } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { isMailKept, keptMailFolder } from "@/lib/mail";
import { authorizePlatform } from "@/lib/organizations/platform-service";

/** A mail that was kept as a file because there is no mail server. `name` is the file's. */
export type KeptMail = Readonly<{ name: string; to: string; subject: string; keptAt: Date }>;
export type KeptAttachment = Readonly<{
  filename: string;
  contentType: string;
  content: Uint8Array<ArrayBuffer>;
}>;
export type WholeKeptMail = KeptMail &
  Readonly<{
    text: string;
    /** As a page, with the pictures it shows laid into it; null for one of words alone. */
    html: string | null;
    attachments: readonly KeptAttachment[];
  }>;

const SHOWN = 100;
/** Headers end long before. */
const HEAD_BYTES = 8_192;
/** As `sendMail` names them; nothing that leads out of the folder. */
const NAME = /^[\w.-]+\.eml$/;

/** For who runs the installation, and only while mail is kept: with a mail server there is no such page. */
function authorizeMail(actor: Actor): void {
  authorizePlatform(actor);
  if (!isMailKept()) throw notFound("page");
}

/** The newest mails that would have been sent, a hundred at most. Throws `not_found` where there is a mail server. */
export async function listKeptMail(actor: Actor): Promise<KeptMail[]> {
  authorizeMail(actor);
  const names = await readdir(keptMailFolder()).catch(() => []);
  const newest = names
    .filter((name) => NAME.test(name))
    .sort()
    .reverse()
    .slice(0, SHOWN);
  return Promise.all(newest.map(async (name) => summary(name, await PostalMime.parse(await headOf(name)))));
}

/** One of them, with its text, its page and its files. Throws `not_found`. */
export async function getKeptMail(actor: Actor, name: string): Promise<WholeKeptMail> {
  authorizeMail(actor);
  if (!NAME.test(name)) throw notFound("page");
  const bytes = await readFile(join(keptMailFolder(), name)).catch(() => {
    throw notFound("page");
  });
  const mail = await PostalMime.parse(bytes);
  const attachments = mail.attachments.map(({ filename, mimeType, content }, at) => ({
    filename: filename ?? `${at + 1}`,
    contentType: mimeType,
    content: new Uint8Array(content as ArrayBuffer),
  }));
  return { ...(await summary(name, mail)), text: mail.text ?? "", html: pageOf(mail), attachments };
}

/** What a mail program does with the pictures of a letter: those it brings along stand where they are named. */
const pageOf = ({ html, attachments }: Email): string | null =>
  attachments.reduce<string | null>((page, { contentId, mimeType, content }) => {
    const cid = contentId?.replace(/^<|>$/g, "");
    if (!page || !cid || !mimeType.startsWith("image/")) return page;
    const data = Buffer.from(content as ArrayBuffer).toString("base64");
    return page.replaceAll(`"cid:${cid}"`, `"data:${mimeType};base64,${data}"`);
  }, html ?? null);

async function summary(name: string, { to, subject }: Email): Promise<KeptMail> {
  const { mtime } = await stat(join(keptMailFolder(), name));
  return {
    name,
    to: (to ?? []).map(({ address }) => address).join(", "),
    subject: subject ?? "",
    keptAt: mtime,
  };
}

async function headOf(name: string): Promise<Uint8Array> {
  const file = await open(join(keptMailFolder(), name));
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const head = buffer.subarray(0, bytesRead);
    const end = head.indexOf("\r\n\r\n");
    return end < 0 ? head : head.subarray(0, end + 4);
  } finally {
    await file.close();
  }
}
