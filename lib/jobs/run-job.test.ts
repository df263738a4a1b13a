import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { msg } from "@/lib/errors";
import { StopRun } from "@/lib/jobs/run-chunks";
import { cancelRun, retryRun, startRun } from "@/lib/jobs/run-service";
import { ALL, counting, type Hook, runsOf } from "@/lib/jobs/runs.test-support";
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

const actor = () => (ctx.actor.kind === "user" ? ctx.actor.userId : "");

describe("a run", () => {
  test("is done chunk by chunk, with its numbers, its record and its result", async () => {
    const { id } = await runs.start();
    expect(await runs.row(id)).toMatchObject({ status: "queued", done: 0, total: ALL });
    const seen: number[] = [];
    await runs.work(
      id,
      counting(async () => {
        seen.push((await runs.row(id)).done);
      }),
    );
    expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await runs.row(id)).toMatchObject({
      status: "succeeded",
      done: ALL,
      total: ALL,
      cursor: null,
      attempts: 0,
      result: { made: ALL },
      created_by_user_id: ctx.actor.kind === "user" ? ctx.actor.userId : "",
    });
    expect(await runs.effects()).toBe(ALL);
    expect(await runs.events(id)).toEqual(["job.started user", "job.succeeded system"]);
  });

  test("that has ended is left alone, however often it is woken", async () => {
    const { id } = await runs.start();
    await runs.work(id, counting());
    await runs.work(id, counting());
    expect(await runs.effects()).toBe(ALL);
  });

  test("does not exist when the transaction that ordered it is rolled back", async () => {
    const refused = inTenant(ctx, async (tx) => {
      await startRun(tx, ctx, "reconcile", {});
      throw new Error("no");
    });
    await expect(refused).rejects.toThrow("no");
    const { rows } = await database.everything.query("SELECT FROM job_runs WHERE organization_id = $1", [
      ctx.organization.id,
    ]);
    expect(rows).toEqual([]);
  });

  test("is at work once for a key: twenty starts at once answer with the same one", async () => {
    const starts = await Promise.all(Array.from({ length: 20 }, () => runs.start({ exclusiveKey: "one" })));
    expect(new Set(starts.map(({ id }) => id)).size).toBe(1);
    expect(starts.filter(({ isNew }) => isNew)).toHaveLength(1);
    const [first] = starts;
    await runs.work(first?.id ?? "", counting());
    expect(await runs.start({ exclusiveKey: "one" })).toMatchObject({ isNew: true });
  });

  test("loses and doubles nothing when several workers are at it", async () => {
    const { id } = await runs.start();
    await Promise.all(Array.from({ length: 5 }, () => runs.work(id, counting())));
    while ((await runs.row(id)).status === "running") await runs.work(id, counting());
    expect(await runs.row(id)).toMatchObject({ status: "succeeded", result: { made: ALL } });
    expect(await runs.effects()).toBe(ALL);
  });

  test("whose worker is told to stop goes on in the next one", async () => {
    const { id } = await runs.start();
    const stopped = new AbortController();
    const hook: Hook = (at) => {
      if (at === 3) stopped.abort();
    };
    await runs.work(id, counting(hook), stopped.signal);
    expect(await runs.row(id)).toMatchObject({ status: "running", done: 4 });
    expect(await runs.woken(id)).toEqual([0, 0]);
    await runs.work(id, counting());
    expect(await runs.row(id)).toMatchObject({ status: "succeeded", result: { made: ALL } });
  });
});

describe("stopping", () => {
  test("a run that nobody has begun ends it at once", async () => {
    const { id } = await runs.start();
    expect(await cancelRun(ctx, { id })).toEqual({ status: "cancelled" });
    await runs.work(id, counting());
    expect(await runs.effects()).toBe(0);
    expect(await runs.row(id)).toMatchObject({ status: "cancelled", cancel_requested_by_user_id: actor() });
  });

  test("a running one takes effect at the next chunk, and what was done stays", async () => {
    const { id } = await runs.start();
    const hook: Hook = async (at) => {
      // Asked for while a chunk is being worked on: it must not have to wait for that.
      if (at === 4) expect(await cancelRun(ctx, { id })).toEqual({ status: "running" });
    };
    await runs.work(id, counting(hook));
    expect(await runs.row(id)).toMatchObject({ status: "cancelled", done: 5 });
    expect(await runs.effects()).toBe(5);
    expect(await runs.events(id)).toEqual(["job.started user", "job.cancelled user", "job.stopped system"]);
  });

  test("one that has ended, or is somebody else's, is refused", async () => {
    const { id } = await runs.start();
    await runs.work(id, counting());
    await expect(cancelRun(ctx, { id })).rejects.toMatchObject({
      text: msg("jobs.otherStatus", { status: "succeeded" }),
    });
    const other = await createTestOrganization(database);
    await expect(cancelRun(other, { id })).rejects.toMatchObject({ code: "not_found" });
    await expect(retryRun(other, { id })).rejects.toMatchObject({ code: "not_found" });
    await expect(retryRun(ctx, { id })).rejects.toMatchObject({ code: "conflict" });
    const { ctx: mentor } = await createTestMember(database, ctx);
    await expect(cancelRun(mentor, { id })).rejects.toMatchObject({ code: "forbidden" });
    await expect(retryRun(mentor, { id })).rejects.toMatchObject({ code: "forbidden" });
  });

  test("by the work itself keeps what was done before", async () => {
    const { id } = await runs.start();
    const hook: Hook = (at) => {
      if (at === 2) throw new StopRun();
    };
    await runs.work(id, counting(hook));
    expect(await runs.row(id)).toMatchObject({ status: "cancelled", done: 2 });
    expect(await runs.effects()).toBe(2);
  });
});
