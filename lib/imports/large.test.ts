import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { importWork } from "@/lib/imports/chunk-service";
import { fileOf, load } from "@/lib/imports/import.test-support";
import { importFromPage, type StartedImport } from "@/lib/imports/large-service";
import { getImport } from "@/lib/imports/queries";
import type { ImportKind } from "@/lib/imports/rules";
import { undoImport } from "@/lib/imports/undo-service";
import { runJob } from "@/lib/jobs/run-job";
import { cancelRun, retryRun } from "@/lib/jobs/run-service";
import { organizationContext } from "@/lib/organizations/context-queries";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await organization();
});

/** An organisation with ten people, as a coordinator of it sees it. */
async function organization(): Promise<Ctx> {
  const made = await createTestOrganization(database);
  for (let person = 0; person < 10; person += 1) {
    await createTestMember(database, made, { externalRef: `p${person}` });
  }
  return (await createTestMember(database, made, { role: "coordinator", name: "Kari" })).ctx;
}

const ROWS = 2_400;
/** With rows that are refused, that occur twice, that are equal but rows of their own, and that are odd. */
function activities(): string {
  const row = (index: number) => {
    if (index % 400 === 7) return `nobody,visit,2026-01-01 10:00,${index},e${index}`;
    if (index % 500 === 11) return `p1,visit,2026-01-01 10:00,1,e0`;
    if (index % 300 === 5) return `p2,visit,2026-01-01 10:00,5,`;
    if (index === 1_200) return `p3,visit,2199-01-01 10:00,5,e${index}`;
    return `p${index % 10},visit,2026-01-01 10:00,${index},e${index}`;
  };
  const lines = Array.from({ length: ROWS }, (_, index) => row(index));
  return ["person,kind,occurred_at,minutes,external_id", ...lines].join("\n");
}

async function start(content: string | Buffer, kind: ImportKind = "activities"): Promise<StartedImport> {
  const started = await importFromPage(ctx, { kind, path: fileOf(content), fileName: "large.csv" });
  if (!("runId" in started)) throw new Error("this was imported at once");
  return started;
}
/** Works on the run in chunks of 250 rows; `between` is called before each, and may stop the worker. */
async function work(runId: string, between: (chunk: number, stop: () => void) => unknown = () => undefined) {
  let chunk = 0;
  const stopped = new AbortController();
  await runJob({
    context: async () => {
      await between(chunk, () => stopped.abort());
      chunk += 1;
      return organizationContext({ id: ctx.organization.id }, { kind: "system" });
    },
    runId,
    works: { import: importWork(250) },
    signal: stopped.signal,
  });
}
const one = async (sql: string, ...values: unknown[]) =>
  (await database.everything.query(sql, values)).rows[0];
const row = (id: string) => one("SELECT * FROM job_runs WHERE id = $1", id);
const files = async (id: string) =>
  (await one("SELECT count(*)::int AS parts FROM job_run_files WHERE job_run_id = $1", id)).parts;
const standing = async (of: Ctx = ctx) =>
  (
    await database.everything.query(
      `SELECT m.external_ref AS person, a.external_id, a.minutes, a.recorded_by_user_id IS NOT NULL AS by_person FROM activities a
       JOIN memberships m USING (organization_id, user_id)
       WHERE a.organization_id = $1 AND a.voided_at IS NULL ORDER BY 1, 3, 2`,
      [of.organization.id],
    )
  ).rows;
/** Names of rows are made of ids of people, which differ between organisations. */
const comparable = (rows: readonly { external_id: string }[]) =>
  rows.map((one) => ({ ...one, external_id: one.external_id.replace(/^row-.{27}/, "row") }));
const asked = async () =>
  Number(
    (await one("SELECT count(*) FROM evaluation_requests WHERE organization_id = $1", ctx.organization.id))
      .count,
  );

describe("a large file", () => {
  test("is a run; a small one, and one that is no table, are answered at once", async () => {
    const small = activities().split("\n").slice(0, 2_001).join("\n");
    const given = { kind: "activities", fileName: "f.csv" } as const;
    expect(await importFromPage(ctx, { ...given, path: fileOf(small) })).toMatchObject({ read: 2_000 });
    const other = importFromPage(ctx, { ...given, path: fileOf(small.replace("person,", "thing,")) });
    await expect(other).rejects.toMatchObject({ code: "invalid" });
    const { id, runId } = await start(activities());
    expect(await row(runId)).toMatchObject({ kind: "import", status: "queued", total: ROWS, done: 0 });
    expect(await getImport(ctx, id)).toMatchObject({ read: 0, run: { id: runId, status: "queued" } });
    expect(await files(runId)).toBe(1);
  });

  test.each([
    ["plain", (text: string) => text],
    ["gzipped", (text: string) => gzipSync(text)],
  ])("comes to the same as if it had been imported at once (%s)", async (_, pack) => {
    const { id, runId } = await start(pack(activities()));
    await work(runId);
    const twin = await organization();
    const at_once = await load(twin, "activities", activities());
    const { read, created, updated, unchanged } = at_once;
    const rejected = at_once.rejected.length;
    expect(rejected).toBeGreaterThan(8);
    const found = await getImport(ctx, id);
    expect(found).toMatchObject({
      read,
      created,
      updated,
      unchanged,
      rejected,
      run: { status: "succeeded" },
    });
    expect(found.remarks.map(({ line, field, reason }) => `${line} ${field} ${reason.key}`)).toEqual(
      [...at_once.rejected, ...at_once.warnings].toSorted(
        (a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10),
      ),
    );
    expect(comparable(await standing())).toEqual(comparable(await standing(twin)));
    expect(await row(runId)).toMatchObject({
      status: "succeeded",
      done: ROWS,
      total: ROWS,
      result: { importId: id, created, updated, unchanged, rejected },
    });
    expect(await files(runId)).toBe(0);
    expect(await asked()).toBe(10);
  });

  test("goes on in another worker after each chunk, and comes to the same", async () => {
    const { id, runId } = await start(activities());
    for (let turn = 0; (await row(runId)).status !== "succeeded"; turn += 1) {
      expect(turn).toBeLessThan(20);
      await work(runId, (chunk, stop) => chunk === 2 && stop());
    }
    const twin = await organization();
    const { created, unchanged, rejected } = await load(twin, "activities", activities());
    expect(await getImport(ctx, id)).toMatchObject({ created, unchanged, rejected: rejected.length });
    expect(comparable(await standing())).toEqual(comparable(await standing(twin)));
  });

  test("that is sent twice changes nothing the second time", async () => {
    const first = await start(activities());
    await work(first.runId);
    const before = await standing();
    const second = await start(activities());
    await work(second.runId);
    expect(await getImport(ctx, second.id)).toMatchObject({ created: 0, updated: 0, status: "done" });
    expect(await standing()).toEqual(before);
  });

  test("of people, and of rows that depend on one another, works as well", async () => {
    const admin = await createTestMember(database, ctx, { role: "org_admin" });
    ctx = admin.ctx;
    const lines = Array.from({ length: 2_500 }, (_, index) => `n${index},Person ${index}`);
    const people = await start(["person,name", ...lines].join("\n"), "people");
    await work(people.runId);
    expect(await getImport(ctx, people.id)).toMatchObject({ read: 2_500, created: 2_500, rejected: 0 });
  });
});

describe("a stopped import", () => {
  test("keeps what is written, removes the file, and is undone as usual", async () => {
    const { id, runId } = await start(activities());
    await work(runId, async (chunk) => chunk === 4 && (await cancelRun(ctx, { id: runId })));
    expect(await row(runId)).toMatchObject({ status: "cancelled", done: 750 });
    expect(await files(runId)).toBe(0);
    const written = await standing();
    expect(await getImport(ctx, id)).toMatchObject({ read: 750, created: written.length, status: "done" });
    await undoImport(ctx, { id });
    expect(await standing()).toEqual([]);
  });

  test("is also one that is undone while it runs", async () => {
    const { id, runId } = await start(activities());
    await work(runId, async (chunk) => chunk === 4 && (await undoImport(ctx, { id })));
    expect(await row(runId)).toMatchObject({ status: "cancelled" });
    expect(await standing()).toEqual([]);
    expect(await files(runId)).toBe(0);
  });

  test("is one whose starter may no longer import; somebody who comes back goes on", async () => {
    const { runId } = await start(activities());
    const turn = (role: string) =>
      database.everything.query(
        "UPDATE memberships SET role = $2 WHERE organization_id = $1 AND display_name = 'Kari'",
        [ctx.organization.id, role],
      );
    await work(runId, (chunk, stop) => chunk === 3 && stop());
    await turn("peer_mentor");
    await work(runId);
    expect(await row(runId)).toMatchObject({ status: "failed", error: { key: "jobs.starterLeft" } });
    expect(await files(runId)).toBe(1);
    await turn("coordinator");
    await retryRun(ctx, { id: runId });
    await work(runId);
    expect(await row(runId)).toMatchObject({ status: "succeeded", done: ROWS });
  });

  test("whose file is gone says so", async () => {
    const { runId } = await start(activities());
    await database.everything.query("DELETE FROM job_run_files WHERE job_run_id = $1", [runId]);
    await work(runId);
    expect(await row(runId)).toMatchObject({ status: "failed", error: { key: "jobs.fileGone" } });
  });
});
