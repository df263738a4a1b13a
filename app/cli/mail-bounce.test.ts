import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { env, repositoryRoot, secret } from "@/lib/env";
import { holidayNotice, postfixReport } from "@/lib/notifications/bounce-report.test-support";
import { bounceAddress } from "@/lib/notifications/bounce-token";
import { createDatabase } from "@/lib/testing/database";

let database: Awaited<ReturnType<typeof createDatabase>>;
let folder: string;
beforeAll(async () => {
  database = await createDatabase(false);
  folder = mkdtempSync(join(tmpdir(), "heder-bounce-"));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await database.drop();
});

/** Pipes a message into the command, as a mail server does. */
async function pipe(message: string, DATABASE_URL = database.ownerUrl) {
  const tsx = join(repositoryRoot, "node_modules", "tsx", "dist", "loader.mjs");
  const command = ["--import", tsx, join(repositoryRoot, "app", "cli", "heder.ts"), "mail", "bounce"];
  const child = spawn(process.execPath, command, {
    cwd: folder,
    env: { ...process.env, HEDER_DATA: folder, HEDER_SECRET: secret(), DATABASE_URL },
    stdio: ["pipe", "pipe", "ignore"],
  });
  let answer = "";
  child.stdout.on("data", (part) => {
    answer += part;
  });
  const broken: Error[] = [];
  child.stdin.on("error", (error) => broken.push(error)).end(message);
  const [exit] = await once(child, "close");
  return { exit, answer: JSON.parse(answer), broken };
}

const addressOfOurs = (): string => {
  env.HEDER_MAIL_BOUNCES = "bounces@heder.example.org";
  return bounceAddress("00000000-0000-4000-8000-000000000000", "kari@example.org") ?? "";
};

test("a mail that came back is read from standard input, and the exit code says what to do with it", async () => {
  const to = addressOfOurs();
  const done = await pipe(postfixReport({ to }));
  expect(done).toEqual({ exit: 0, answer: { outcome: "moved" }, broken: [] });
  const notice = await pipe(holidayNotice(to));
  expect(notice).toMatchObject({ exit: 1, answer: { error: { code: "invalid" } } });
  const huge = await pipe(`${postfixReport({ to })}${"x".repeat(20 * 1024 * 1024)}`);
  expect(huge).toMatchObject({
    exit: 1,
    answer: { error: { message: expect.stringContaining("5 MB") } },
    broken: [],
  });
  const later = await pipe(postfixReport({ to }), "postgresql://nobody:secret@127.0.0.1:1/heder");
  expect(later).toMatchObject({ exit: 75, answer: { error: { code: "unavailable" } } });
});
