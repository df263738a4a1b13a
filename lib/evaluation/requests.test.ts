import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { evaluateEverybody, evaluateRequested } from "@/lib/evaluation/evaluate";
import { runEverybody } from "@/lib/evaluation/jobs-service";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { addActivities, badgesIn } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  ctx = await createTestOrganization(database);
  await activeAchievement(ctx, { triggerThreshold: 1 });
});
afterAll(() => database.close());

/** Somebody who has done something, about whom a request stands. */
async function active(): Promise<string> {
  const { userId } = await createTestMember(database, ctx);
  await addActivities(database, ctx, userId, { count: 1, from: "2026-01-01T12:00:00Z" });
  await inTenant(ctx, (tx) => requestEvaluation(tx, ctx, [userId, userId]));
  return userId;
}
const holders = async () => (await badgesIn(database, ctx)).map((badge) => badge.user_id);
const requested = async () =>
  (
    await database.everything.query<{ user_id: string }>(
      "SELECT user_id FROM evaluation_requests WHERE organization_id = $1",
      [ctx.organization.id],
    )
  ).rows.map((row) => row.user_id);

/** A transaction that holds still until it is told to end. */
function heldOpen(run: (tx: Parameters<typeof requestEvaluation>[0]) => Promise<unknown>) {
  let end = () => {};
  let began = () => {};
  const started = new Promise<void>((resolve) => {
    began = resolve;
  });
  const done = inTenant(ctx, async (tx) => {
    await run(tx);
    began();
    await new Promise<void>((resolve) => {
      end = resolve;
    });
  });
  const finish = () => {
    end();
    return done;
  };
  return { started, finish };
}

describe("a request for evaluation", () => {
  test("has exactly these people evaluated, and is gone afterwards", async () => {
    const asked = await active();
    const { userId: unasked } = await createTestMember(database, ctx);
    await addActivities(database, ctx, unasked, { count: 1, from: "2026-01-01T12:00:00Z" });
    expect(await evaluateRequested(ctx)).toMatchObject({ people: 1, awarded: 1 });
    expect(await holders()).toContain(asked);
    expect(await holders()).not.toContain(unasked);
    expect(await requested()).toEqual([]);
  });

  test("files a job in the same transaction, and leaves nothing when that rolls back", async () => {
    const { userId } = await createTestMember(database, ctx);
    const jobs = async () =>
      (
        await database.everything.query("SELECT 1 FROM pgboss.job WHERE data ->> 'organizationId' = $1", [
          ctx.organization.id,
        ])
      ).rowCount;
    const before = await jobs();
    const failing = inTenant(ctx, async (tx) => {
      await requestEvaluation(tx, ctx, [userId]);
      throw new Error("the fact was refused");
    });
    await expect(failing).rejects.toThrow("refused");
    expect(await requested()).toEqual([]);
    expect(await jobs()).toBe(before);
  });

  test("is not swallowed by a worker that cannot see its fact yet", async () => {
    const userId = await active();
    // The request stands already; another fact of the same person is being recorded.
    const recording = heldOpen((tx) => requestEvaluation(tx, ctx, [userId]));
    await recording.started;
    expect(await evaluateRequested(ctx)).toMatchObject({ people: 0 });
    await recording.finish();
    expect(await evaluateRequested(ctx)).toMatchObject({ people: 1, awarded: 1 });
  });

  test("made again while everybody is evaluated is kept for the next evaluation", async () => {
    const userId = await active();
    const recording = heldOpen((tx) => requestEvaluation(tx, ctx, [userId]));
    await recording.started;
    await evaluateEverybody(ctx);
    await recording.finish();
    expect(await requested()).toEqual([userId]);
    await evaluateRequested(ctx);
  });

  test("is taken once by ten workers at the same moment", async () => {
    const people = await Promise.all(Array.from({ length: 12 }, active));
    const runs = await Promise.all(Array.from({ length: 10 }, () => evaluateRequested(ctx)));
    expect(runs.reduce((sum, run) => sum + run.people, 0)).toBe(12);
    expect(runs.reduce((sum, run) => sum + run.awarded, 0)).toBe(12);
    expect(await holders()).toEqual(expect.arrayContaining(people));
  });

  test("comes back when an achievement fails, and its badges do not; others are awarded", async () => {
    const userId = await active();
    const before = await holders();
    await activeAchievement(ctx, { key: "other", triggerThreshold: 1 });
    await database.everything.query(
      `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         IF EXISTS (SELECT FROM new_rows n JOIN achievements a ON a.id = n.achievement_id WHERE a.key <> 'other')
         THEN RAISE EXCEPTION 'it cannot be computed'; END IF; RETURN NULL; END $$;
       CREATE TRIGGER fail AFTER INSERT ON earned_badges REFERENCING NEW TABLE AS new_rows
         FOR EACH STATEMENT EXECUTE FUNCTION fail()`,
    );
    expect(await evaluateRequested(ctx)).toMatchObject({
      people: 1,
      awarded: 1,
      failed: [{ reason: "it cannot be computed" }],
    });
    expect(await requested()).toEqual([userId]);
    expect(await evaluateEverybody(ctx)).toMatchObject({ failed: [{ reason: "it cannot be computed" }] });
    expect(await requested()).toEqual([userId]);
    expect((await badgesIn(database, ctx)).filter(({ key }) => key !== "other").length).toBe(before.length);
    await database.everything.query("DROP FUNCTION fail CASCADE");
    expect(await evaluateRequested(ctx)).toMatchObject({ awarded: 1, failed: [] });
    expect(await requested()).toEqual([]);
  });

  test("comes back when the database cannot work, and nothing is awarded", async () => {
    const userId = await active();
    const before = await holders();
    await database.everything.query(
      `CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         RAISE EXCEPTION 'the disk is full' USING ERRCODE = 'disk_full'; END $$;
       CREATE TRIGGER fail BEFORE INSERT ON earned_badge_criteria EXECUTE FUNCTION fail()`,
    );
    await expect(evaluateRequested(ctx)).rejects.toThrow("the disk is full");
    expect(await requested()).toEqual([userId]);
    expect(await holders()).toEqual(before);
    await database.everything.query("DROP FUNCTION fail CASCADE");
    expect(await evaluateRequested(ctx)).toMatchObject({ awarded: 2 });
  });

  test("waits while issuing is paused or the module is off", async () => {
    const userId = await active();
    expect(await evaluateRequested({ ...ctx, modules: new Set() })).toMatchObject({ people: 0 });
    const pause = (set: string) =>
      database.everything.query(`UPDATE organizations SET ${set} WHERE id = $1`, [ctx.organization.id]);
    await pause("issuing_paused_at = now(), issuing_paused_reason = 'Stopp'");
    expect(await evaluateRequested(ctx)).toMatchObject({ people: 0, awarded: 0 });
    expect(await requested()).toEqual([userId]);
    await pause("issuing_paused_at = NULL, issuing_paused_reason = NULL");
    await evaluateRequested(ctx);
    expect(await requested()).toEqual([]);
    expect(await holders()).toContain(userId);
  });

  test("of everybody is one run, and those it has passed already are looked at once more when it is asked for again", async () => {
    const runs = async () =>
      (
        await database.everything.query(
          "SELECT kind, status FROM job_runs WHERE organization_id = $1 AND kind = 'evaluation_all'",
          [ctx.organization.id],
        )
      ).rows;
    await evaluateRequested(ctx);
    for (let time = 0; time < 3; time += 1) await runEverybody({ organizationId: ctx.organization.id });
    expect(await runs()).toEqual([{ kind: "evaluation_all", status: "queued" }]);
    expect(await requested()).toEqual([]);
    await database.everything.query(
      "UPDATE job_runs SET status = 'running', started_at = now(), heartbeat_at = now() WHERE organization_id = $1",
      [ctx.organization.id],
    );
    await runEverybody({ organizationId: ctx.organization.id });
    expect(await runs()).toEqual([{ kind: "evaluation_all", status: "running" }]);
    expect((await requested()).length).toBeGreaterThan(1);
  });
});
