import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { removeOldFiles } from "@/lib/jobs/run-file-service";
import { runJob } from "@/lib/jobs/run-job";
import { retryRun, wakeStalled } from "@/lib/jobs/run-service";
import { ALL, counting, runsOf } from "@/lib/jobs/runs.test-support";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let runs: ReturnType<typeof runsOf>;
beforeAll(async () => {
  database = await testDatabase();
});
beforeEach(async () => {
  ctx = (await createTestMember(database, await createTestOrganization(database), { role: "coordinator" }))
    .ctx;
  runs = runsOf(database, ctx);
});
afterAll(() => database.close());

const refusing = (refusal: unknown) =>
  counting((at) => {
    if (at === 6) throw refusal;
  });

describe("a chunk that fails", () => {
  test("by a refusal ends the run with that sentence, and trying again goes on where it stopped", async () => {
    const { id } = await runs.start({ exclusiveKey: "one", total: ALL });
    await runs.work(id, refusing(new AppError("conflict", msg("jobs.moduleOff"))));
    expect(await runs.row(id)).toMatchObject({
      status: "failed",
      done: 6,
      error: { code: "conflict", key: "jobs.moduleOff" },
    });
    await retryRun(ctx, { id });
    expect(await runs.row(id)).toMatchObject({ status: "queued", done: 6, error: null, finished_at: null });
    await runs.work(id, counting());
    expect(await runs.row(id)).toMatchObject({ status: "succeeded", result: { made: ALL } });
    expect(await runs.effects()).toBe(ALL);
  });

  test("cannot be tried again while another with its key is at work", async () => {
    const { id } = await runs.start({ exclusiveKey: "one" });
    await runs.work(id, refusing(new AppError("conflict", msg("jobs.moduleOff"))));
    await runs.start({ exclusiveKey: "one" });
    await expect(retryRun(ctx, { id })).rejects.toMatchObject({ text: msg("jobs.alreadyAtWork") });
  });

  test("by something that passes waits, says for what, and never gives up", async () => {
    const { id } = await runs.start();
    const paused = refusing(new AppError("unavailable", msg("issuingPaused")));
    for (let time = 0; time < 15; time += 1) await runs.work(id, paused);
    expect(await runs.row(id)).toMatchObject({
      status: "running",
      done: 6,
      waiting: { key: "issuingPaused" },
    });
    expect((await runs.woken(id)).slice(1)).toEqual(Array(15).fill(30));
    await runs.work(id, counting());
    expect(await runs.row(id)).toMatchObject({ status: "succeeded", waiting: null, result: { made: ALL } });
  });

  test("by a bug is tried a few times, ever later, and then the run has failed with a code to mention", async () => {
    const { id } = await runs.start();
    for (let time = 0; time < 9; time += 1) await runs.work(id, refusing(new Error("poison")));
    expect(await runs.row(id)).toMatchObject({
      status: "failed",
      done: 6,
      error: { key: "jobs.bug", values: { id: expect.stringMatching(/^[0-9a-f]{8}$/) } },
    });
    expect(await runs.woken(id)).toEqual([0, 2, 10, 30, 60]);
    expect(await runs.effects()).toBe(6);
  });

  test("does not count against a run that has got on meanwhile", async () => {
    const { id } = await runs.start();
    const poisonedAt = (place: number) =>
      counting((at) => {
        if (at === place) throw new Error("once");
      });
    for (let place = 0; place < ALL; place += 1) await runs.work(id, poisonedAt(place));
    expect(await runs.row(id)).toMatchObject({ status: "running", done: ALL - 1, attempts: 1 });
  });

  test("and takes its worker with it each time ends the run", async () => {
    const { id } = await runs.start();
    await database.everything.query(
      "UPDATE job_runs SET status = 'running', started_at = now(), heartbeat_at = now(), attempts = 10 WHERE id = $1",
      [id],
    );
    await runs.work(id, counting());
    expect(await runs.row(id)).toMatchObject({ status: "failed", error: { key: "jobs.keepsStopping" } });
  });

  test("of a kind that this version does not know says so", async () => {
    const { id } = await runs.start();
    await runJob({ context: async () => ctx, runId: id, works: {}, signal: new AbortController().signal });
    expect(await runs.row(id)).toMatchObject({ status: "failed", error: { key: "jobs.unknownKind" } });
  });
});

describe("the hourly round", () => {
  const ago = (id: string, columns: string) =>
    database.everything.query(`UPDATE job_runs SET ${columns} WHERE id = $1`, [id]);

  test("wakes up what nobody is at, and nothing else", async () => {
    const lost = await runs.start();
    const fresh = await runs.start();
    await ago(
      lost.id,
      "status = 'running', started_at = now(), heartbeat_at = now() - interval '11 minutes'",
    );
    await inTenant(ctx, (tx) => wakeStalled(tx, ctx));
    expect(await runs.woken(lost.id)).toEqual([0, 0]);
    expect(await runs.woken(fresh.id)).toEqual([0]);
  });

  test("removes the files of runs that failed long ago", async () => {
    const kept = async (id: string) =>
      (await database.everything.query("SELECT FROM job_run_files WHERE job_run_id = $1", [id])).rowCount;
    const failed = async (days: number) => {
      const { id } = await runs.start();
      await database.everything.query(
        "INSERT INTO job_run_files (organization_id, job_run_id, part, content) VALUES ($1, $2, 0, 'x')",
        [ctx.organization.id, id],
      );
      const refuse = () => {
        throw new AppError("conflict", msg("jobs.moduleOff"));
      };
      await runs.work(id, counting(refuse));
      await ago(id, `finished_at = now() - interval '${days} days'`);
      return id;
    };
    const [recent, old] = [await failed(13), await failed(15)];
    await inTenant(ctx, (tx) => removeOldFiles(tx, ctx));
    expect([await kept(recent), await kept(old)]).toEqual([1, 0]);
  });
});
