import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { selfSigned } from "@/lib/credential-check/issuers.test-support";
import { migrationStatus } from "@/lib/database/migrations";
import { withClient } from "@/lib/database/session";
import { repositoryRoot } from "@/lib/env";
import { createDatabase } from "@/lib/testing/database";

type Database = Awaited<ReturnType<typeof createDatabase>>;
let database: Database;
let folder: string;
const running = new Set<ChildProcess>();

beforeEach(async () => {
  database = await createDatabase(false);
  folder = mkdtempSync(join(tmpdir(), "heder-command-"));
});
afterEach(async () => {
  for (const child of running) child.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
  await database.drop();
});

type Ended = { exit: number | null; answer: Record<string, unknown>; stdout: string; stderr: string };

/** Runs a command in a folder that is not the repository's, as a person may. */
function start(args: string, environment: Record<string, string> = {}) {
  const script = join(repositoryRoot, "app", "cli", "heder.ts");
  const tsx = join(repositoryRoot, "node_modules", "tsx", "dist", "loader.mjs");
  const child = spawn(process.execPath, ["--import", tsx, script, ...args.split(" ").filter(Boolean)], {
    cwd: folder,
    env: {
      ...process.env,
      HEDER_DATA: join(folder, "data"),
      DATABASE_URL: database.ownerUrl,
      ...environment,
    },
  });
  running.add(child);
  let stdout = "";
  let stderr = "";
  child.stdout.on("data", (chunk) => {
    stdout += chunk;
  });
  child.stderr.on("data", (chunk) => {
    stderr += chunk;
  });
  const ended = new Promise<Ended>((resolve) =>
    child.on("close", (exit) => {
      running.delete(child);
      resolve({ exit, stdout, stderr, answer: stdout ? JSON.parse(stdout) : {} });
    }),
  );
  return { child, ended };
}
const heder = (args: string, environment?: Record<string, string>) => start(args, environment).ended;

test("a wrong call exits 2 and says what is right", async () => {
  const { exit, answer } = await heder("db nonsense");
  expect(exit).toBe(2);
  expect(answer).toEqual({
    error: { code: "usage", message: expect.stringContaining("db needs one of"), fields: {} },
  });
});

test("two at once migrate once, and going back is as easy", async () => {
  const [one, two] = await Promise.all([heder("db migrate"), heder("db migrate")]);
  expect([one?.exit, two?.exit]).toEqual([0, 0]);
  const { applied } = await migrationStatus(database.ownerUrl);
  expect([one?.answer.applied, two?.answer.applied].flat()).toEqual(applied);

  const back = await heder("db rollback");
  expect(back).toMatchObject({ exit: 0, answer: { undone: applied.slice(-1) } });
  const status = await heder("db status");
  expect(status.answer).toMatchObject({ embedded: false, migrations: { pending: applied.slice(-1) } });
});

test("a database of one's own is neither started, filled nor emptied by accident", async () => {
  await heder("db migrate");
  for (const refused of ["db start", "db stop", "db seed", "db reset"]) {
    const { exit, answer } = await heder(refused);
    expect(exit).toBe(1);
    expect(answer).toEqual({
      error: { code: "conflict", message: expect.stringContaining("DATABASE_URL"), fields: {} },
    });
  }
  await withClient(database.ownerUrl, (client) => client.query("CREATE TABLE something (id int)"));
  expect(await heder("db reset --yes-destroy")).toMatchObject({ exit: 0, answer: { reset: true } });
  const { rows } = await withClient(database.ownerUrl, (client) =>
    client.query("SELECT to_regclass('something')"),
  );
  expect(rows).toEqual([{ to_regclass: null }]);
});

test("the application's own role cannot change the structure, and says so", async () => {
  await heder("db migrate");
  const { exit, answer } = await heder("db rollback", { DATABASE_URL: database.appUrl });
  expect(exit).toBe(1);
  expect(answer.error).toMatchObject({ code: "forbidden" });
});

test.each([
  [{ DATABASE_URL: "postgresql://nobody:secret@127.0.0.1:1/heder" }, /cannot be reached/],
  [{ HEDER_URL: "nonsense" }, /HEDER_URL/],
])("trouble around it is a sentence and no stack: %j", async (environment, words) => {
  const { exit, answer, stdout, stderr } = await heder("db status", environment);
  expect(exit).toBe(1);
  expect(answer.error).toMatchObject({ code: "unavailable", message: expect.stringMatching(words) });
  expect(stdout + stderr).not.toContain("secret");
  expect(stderr).not.toMatch(/^\s+at /m);
});

test("Ctrl-C in the middle of a command gives the database back and still answers", async () => {
  await withClient(database.ownerUrl, async (client) => {
    await client.query("SELECT pg_advisory_lock(72707369)");
    const { child, ended } = start("db migrate");
    const waiting = "SELECT count(*)::int AS count FROM pg_locks WHERE locktype = 'advisory' AND NOT granted";
    await expect.poll(async () => (await client.query(waiting)).rows[0].count, { timeout: 20_000 }).toBe(1);
    child.kill("SIGINT");
    expect(await ended).toMatchObject({ exit: 130, answer: { error: { code: "interrupted" } } });
  });
});

test("verify says whether a badge is valid, and exits 1 when it is not", async () => {
  const credential = await selfSigned();
  writeFileSync(join(folder, "badge.json"), JSON.stringify(credential));
  writeFileSync(join(folder, "changed.json"), JSON.stringify({ ...credential, name: "Tusen samtaler" }));
  writeFileSync(join(folder, "letter.txt"), "Dear all");
  const good = await heder("verify badge.json");
  expect([good.exit, good.answer.valid, good.answer.kind]).toEqual([0, true, "ob3_proof"]);
  const changed = await heder("verify changed.json");
  expect([changed.exit, changed.answer.valid]).toEqual([1, false]);
  expect(changed.answer.checks).toContainEqual({
    name: "signature",
    verdict: "fail",
    code: "forged",
    reason: expect.stringMatching(/^The signature is wrong/),
  });
  const letter = await heder("verify letter.txt");
  expect([letter.exit, letter.answer.valid, letter.answer.badge]).toEqual([1, false, null]);
});
