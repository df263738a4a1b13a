import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { startBackfill, startEvaluation } from "@/lib/evaluation/runs-service";
import { startRun } from "@/lib/jobs/run-service";
import { countFailedJobs, getJob, listJobs } from "@/lib/runs/queries";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  const organization = await createTestOrganization(database);
  ctx = (await createTestMember(database, organization, { role: "coordinator", name: "Kari" })).ctx;
});

const system = (): Ctx => ({ ...ctx, actor: { kind: "system" } });
const change = (id: string, columns: string) =>
  database.everything.query(`UPDATE job_runs SET ${columns} WHERE id = $1`, [id]);
const begin = (id: string) => change(id, "status = 'running', started_at = now(), heartbeat_at = now()");
const fail = (id: string, ago = "1 hour") =>
  change(
    id,
    `status = 'failed', error = '{"key": "jobs.moduleOff"}', finished_at = now() - interval '${ago}'`,
  );
const succeed = async (id: string) => {
  await begin(id);
  await change(id, "status = 'succeeded', finished_at = now()");
};

test("runs say what they are about and who started them, newest first", async () => {
  const achievementId = await activeAchievement(ctx, { name: "Første møte" });
  const order = await inTenant(system(), (tx) =>
    startBackfill(tx, system(), { achievementId, notify: false }),
  );
  const everybody = await startEvaluation(ctx);
  const { rows } = await listJobs(ctx, {});
  expect(rows).toMatchObject([
    {
      id: everybody.id,
      kind: "evaluation_all",
      subject: null,
      createdBy: { name: "Kari" },
      total: 1,
      done: 0,
    },
    { id: order.id, kind: "backfill", subject: "Første møte", achievementId, createdBy: null },
  ]);
  expect(await getJob(ctx, { id: order.id })).toMatchObject({ id: order.id, subject: "Første møte" });
});

test("they are found by kind and by how they stand, fifty at a time", async () => {
  const ids: string[] = [];
  for (let run = 0; run < 55; run += 1) {
    ids.unshift((await inTenant(ctx, (tx) => startRun(tx, ctx, "reconcile", {}))).id);
  }
  const first = await listJobs(ctx, {});
  expect(first.rows.map(({ id }) => id)).toEqual(ids.slice(0, 50));
  const second = await listJobs(ctx, { after: first.next ?? "" });
  expect(second.rows.map(({ id }) => id)).toEqual(ids.slice(50));
  expect(second.next).toBeNull();
  await fail(ids[3] ?? "");
  expect((await listJobs(ctx, { status: "failed" })).rows).toMatchObject([{ id: ids[3] }]);
  expect((await listJobs(ctx, { kind: "import" })).rows).toEqual([]);
});

test("failures count until the same thing has succeeded, or is long ago", async () => {
  const evaluation = async () => (await startEvaluation(ctx)).id;
  await fail(await evaluation());
  await fail(await evaluation(), "15 days");
  await fail((await inTenant(ctx, (tx) => startRun(tx, ctx, "reconcile", {}))).id);
  expect(await countFailedJobs(ctx)).toBe(2);
  await succeed(await evaluation());
  expect(await countFailedJobs(ctx)).toBe(1);
});

test("they are for those who look after others, in their own organisation", async () => {
  const { id } = await startEvaluation(ctx);
  const { ctx: mentor } = await createTestMember(database, ctx);
  for (const read of [listJobs(mentor, {}), getJob(mentor, { id }), countFailedJobs(mentor)]) {
    await expect(read).rejects.toMatchObject({ code: "forbidden" });
  }
  const other = await createTestOrganization(database);
  await expect(getJob(other, { id })).rejects.toMatchObject({ code: "not_found" });
  expect((await listJobs(other, {})).rows).toEqual([]);
});
