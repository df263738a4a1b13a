import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { env } from "@/lib/env";
import { sendMail } from "@/lib/mail";

const { HEDER_DATA, SMTP_URL } = env;
let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), "heder-mail-"));
  Object.assign(env, { HEDER_DATA: data, SMTP_URL: undefined });
});
afterEach(() => {
  Object.assign(env, { HEDER_DATA, SMTP_URL });
  rmSync(data, { recursive: true });
});

test("without a mail server a mail is a file that only its owner reads", async () => {
  await sendMail({ to: "kare@example.org", subject: "Sertifikatet ditt", text: "Hei Kåre" });
  const folder = join(data, "mail");
  const [name = "", ...others] = readdirSync(folder);
  expect(others).toEqual([]);
  expect(readFileSync(join(folder, name), "utf8")).toContain("To: kare@example.org");
  // Windows has other ways to keep files to oneself.
  if (process.platform !== "win32") {
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  }
});
