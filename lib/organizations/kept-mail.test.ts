import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Actor } from "@/lib/context";
import { env } from "@/lib/env";
import { sendMail } from "@/lib/mail";
import { getKeptMail, listKeptMail } from "@/lib/organizations/kept-mail-queries";

const { HEDER_DATA, SMTP_URL } = env;
const gro: Actor = { kind: "user", role: "global_admin", userId: "x", name: "Gro" };
const ola: Actor = { ...gro, role: "org_admin" };

beforeEach(() => {
  const data = mkdtempSync(join(tmpdir(), "heder-mail-"));
  Object.assign(env, { HEDER_DATA: data, SMTP_URL: undefined });
});
afterEach(() => {
  rmSync(env.HEDER_DATA, { recursive: true });
  Object.assign(env, { HEDER_DATA, SMTP_URL });
});
const send = (subject: string) =>
  sendMail({
    to: "kare@example.org",
    subject,
    text: "Hei Kåre!\n\nHilsen oss",
    attachments: [{ filename: "merke.png", contentType: "image/png", content: Buffer.alloc(20_000, 7) }],
  });

test("what would have been sent is listed, the newest first, and read with its text and files", async () => {
  await send("Første: blåbærsyltetøy");
  await send("Andre");
  const mails = await listKeptMail(gro);
  expect(mails.map(({ to, subject }) => `${to} ${subject}`)).toEqual([
    "kare@example.org Andre",
    "kare@example.org Første: blåbærsyltetøy",
  ]);
  const mail = await getKeptMail(gro, mails[1]?.name ?? "");
  expect(mail.text.trim()).toBe("Hei Kåre!\n\nHilsen oss");
  expect(mail.attachments).toMatchObject([{ filename: "merke.png", contentType: "image/png" }]);
  expect(mail.attachments[0]?.content).toHaveLength(20_000);
});

test("a letter that is a page brings along the pictures it shows", async () => {
  await sendMail({
    to: "kare@example.org",
    subject: "Merke",
    text: "Hei",
    html: '<p>Hei</p><img src="cid:one@badge" alt=""><img src="cid:two@badge" alt="">',
    attachments: [
      {
        filename: "merke.png",
        contentType: "image/png",
        content: Buffer.from("a picture"),
        cid: "one@badge",
      },
    ],
  });
  const [{ name = "" } = {}] = await listKeptMail(gro);
  const { html, attachments } = await getKeptMail(gro, name);
  expect(html).toContain(`src="data:image/png;base64,${Buffer.from("a picture").toString("base64")}"`);
  expect(html).toContain('src="cid:two@badge"');
  expect(attachments).toMatchObject([{ filename: "merke.png" }]);
  await send("Bare ord");
  const [words] = await listKeptMail(gro);
  expect(await getKeptMail(gro, words?.name ?? "")).toMatchObject({ html: null });
});

test("without any there is an empty list", async () => {
  expect(await listKeptMail(gro)).toEqual([]);
});

test("nobody else sees them, nor is there anything once there is a mail server", async () => {
  await send("x");
  const [{ name = "" } = {}] = await listKeptMail(gro);
  await expect(listKeptMail(ola)).rejects.toMatchObject({ code: "forbidden" });
  await expect(getKeptMail(ola, name)).rejects.toMatchObject({ code: "forbidden" });
  env.SMTP_URL = "smtp://localhost:1";
  await expect(listKeptMail(gro)).rejects.toMatchObject({ code: "not_found" });
  await expect(getKeptMail(gro, name)).rejects.toMatchObject({ code: "not_found" });
});

test("a name that leads elsewhere, or nowhere, is not found", async () => {
  await send("x");
  writeFileSync(join(env.HEDER_DATA, "secret"), "x");
  for (const name of ["../secret", "..", "", "no.eml", "a/b.eml", "\u0000.eml", "..%2Fsecret.eml"])
    await expect(getKeptMail(gro, name)).rejects.toMatchObject({ code: "not_found" });
});
