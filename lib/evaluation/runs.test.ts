import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { deactivateAchievement } from "@/lib/achievements/service";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import {
  backfillWork,
  evaluationWork,
  startBackfill,
  startBackfillOf,
  startEvaluation,
} from "@/lib/evaluation/runs-service";
import type { OpenWork } from "@/lib/jobs/run-chunks";
import { runJob } from "@/lib/jobs/run-job";
import { retryRun } from "@/lib/jobs/run-service";
import { organizationContext } from "@/lib/organizations/context-queries";
import { activeAchievement, manualAchievement } from "@/lib/testing/active-achievement";
import { addActivities, badgesIn } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;
let achievementId: string;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Eleven people, of whom ten have done what the achievement asks for. */
beforeEach(async () => {
  const organization = await createTestOrganization(database);
  ctx = (await createTestMember(database, organization, { role: "coordinator" })).ctx;
  achievementId = await activeAchievement(ctx, { triggerThreshold: 1 });
  for (let person = 0; person < 10; person += 1) {
    const { userId } = await createTestMember(database, organization);
    await addActivities(database, ctx, userId, { count: 1, from: "2026-01-01T12:00:00Z" });
  }
});

const where = () => ({ id: ctx.organization.id });
/** Works on a run two people at a time; `between` is called before each chunk. */
async function work(runId: string, between: (chunk: number) => Promise<unknown> = async () => undefined) {
  let chunk = 0;
  const counted =
    (open: OpenWork): OpenWork =>
    async (...given) => {
      const opened = await open(...given);
      return {
        ...opened,
        chunk: async (...args) => {
          const done = await opened.chunk(...args);
          chunk += 1;
          return done;
        },
      };
    };
  await runJob({
    context: async () => {
      await between(chunk);
      return organizationContext(where(), { kind: "system" });
    },
    runId,
    works: { evaluation_all: counted(evaluationWork(2)), backfill: counted(backfillWork(2)) },
    signal: new AbortController().signal,
  });
}
const row = async (id: string) =>
  (await database.everything.query("SELECT * FROM job_runs WHERE id = $1", [id])).rows[0];
const set = (columns: string) =>
  database.everything.query(`UPDATE organizations SET ${columns} WHERE id = $1`, [ctx.organization.id]);
const badges = () => badgesIn(database, ctx);

describe("evaluating everybody", () => {
  test("awards everybody in chunks of people, and says how many", async () => {
    const { id } = await startEvaluation(ctx);
    await work(id);
    expect(await row(id)).toMatchObject({
      kind: "evaluation_all",
      status: "succeeded",
      done: 11,
      total: 11,
      result: { awarded: 10, already: 0, failed: [] },
    });
    expect(await badges()).toHaveLength(10);
    const { rows } = await database.everything.query(
      "SELECT after FROM audit_log WHERE organization_id = $1 AND action = 'evaluation.ran'",
      [ctx.organization.id],
    );
    expect(rows).toMatchObject([{ after: { scope: "everybody", people: 11, awarded: 10 } }]);
  });

  test("is at work once for an organisation, however often it is asked for at once", async () => {
    const starts = await Promise.all(Array.from({ length: 10 }, () => startEvaluation(ctx)));
    expect(new Set(starts.map(({ id }) => id)).size).toBe(1);
  });

  test("waits while issuing is paused, says so, and goes on where it was", async () => {
    const { id } = await startEvaluation(ctx);
    await work(id, async (chunk) => {
      if (chunk === 2) await set("issuing_paused_at = now(), issuing_paused_reason = 'Stopp'");
    });
    expect(await row(id)).toMatchObject({ status: "running", done: 4, waiting: { key: "issuingPaused" } });
    await work(id);
    expect(await row(id)).toMatchObject({ done: 4 });
    await set("issuing_paused_at = NULL, issuing_paused_reason = NULL");
    await work(id);
    expect(await row(id)).toMatchObject({
      status: "succeeded",
      done: 11,
      waiting: null,
      result: { awarded: 10 },
    });
  });

  test("stops when the modules are switched off meanwhile, and can be tried again", async () => {
    const turn = (on: boolean) =>
      database.everything.query(
        "UPDATE organization_modules SET is_enabled = $2 WHERE organization_id = $1 AND module IN ('achievements_gamification', 'recognition_tiers')",
        [ctx.organization.id, on],
      );
    const { id } = await startEvaluation(ctx);
    await work(id, async (chunk) => {
      if (chunk === 3) await turn(false);
    });
    const stopped = await row(id);
    expect(stopped).toMatchObject({ status: "failed", error: { key: "jobs.moduleOff" } });
    expect(await badges()).toHaveLength(stopped.result.awarded);
    await turn(true);
    await retryRun(ctx, { id });
    await work(id);
    expect(await row(id)).toMatchObject({ status: "succeeded", result: { awarded: 10 } });
  });

  test("leaves out an achievement that is taken out of use meanwhile", async () => {
    const { id } = await startEvaluation(ctx);
    await work(id, async (chunk) => {
      if (chunk === 2)
        await deactivateAchievement({ ...ctx, actor: { kind: "system" } }, { id: achievementId });
    });
    const ended = await row(id);
    expect(ended).toMatchObject({ status: "succeeded", done: 11 });
    expect(ended.result.awarded).toBeLessThanOrEqual(4);
    expect(await badges()).toHaveLength(ended.result.awarded);
  });

  test("looks also at people who came after it was ordered", async () => {
    const { id } = await startEvaluation(ctx);
    for (let person = 0; person < 5; person += 1) {
      const { userId } = await createTestMember(database, ctx);
      await addActivities(database, ctx, userId, { count: 1, from: "2026-01-01T12:00:00Z" });
    }
    await work(id);
    expect(await row(id)).toMatchObject({
      status: "succeeded",
      done: 16,
      total: 16,
      result: { awarded: 15 },
    });
  });

  test("is for those who look after others, and where the module is on", async () => {
    const { ctx: mentor } = await createTestMember(database, ctx);
    await expect(startEvaluation(mentor)).rejects.toMatchObject({ code: "forbidden" });
    await expect(startBackfillOf(mentor, { id: achievementId })).rejects.toMatchObject({ code: "forbidden" });
    await expect(startEvaluation({ ...ctx, modules: new Set() })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("a backfill", () => {
  const order = (notify: boolean) => inTenant(ctx, (tx) => startBackfill(tx, ctx, { achievementId, notify }));

  test("awards one achievement to everybody who meets it, and no other", async () => {
    await activeAchievement(ctx, { triggerThreshold: 1 });
    const { id } = await order(true);
    await work(id);
    expect(await row(id)).toMatchObject({ status: "succeeded", done: 11, result: { awarded: 10 } });
    expect(new Set((await badges()).map(({ source }) => source))).toEqual(new Set(["automatic"]));
  });

  test("that is silent gives badges of that source", async () => {
    const { id } = await order(false);
    await work(id);
    expect(new Set((await badges()).map(({ source }) => source))).toEqual(new Set(["backfill"]));
    expect(await badges()).toHaveLength(10);
  });

  test("stops when its achievement is taken out of use, keeps what was awarded, and says why", async () => {
    const { id } = await order(true);
    await work(id, async (chunk) => {
      if (chunk === 3)
        await deactivateAchievement({ ...ctx, actor: { kind: "system" } }, { id: achievementId });
    });
    const ended = await row(id);
    expect(ended).toMatchObject({ status: "failed", done: 6, error: { key: "jobs.achievementNotActive" } });
    expect(await badges()).toHaveLength(ended.result.awarded);
    expect(ended.result.awarded).toBeGreaterThan(0);
  });

  test("is one for each achievement, and refused for what is not in use, by hand, or not there", async () => {
    const second = await activeAchievement(ctx, { triggerThreshold: 1 });
    const [one, again, other] = [
      await startBackfillOf(ctx, { id: achievementId }),
      await startBackfillOf(ctx, { id: achievementId }),
      await startBackfillOf(ctx, { id: second }),
    ];
    expect(again).toEqual({ id: one.id, isNew: false });
    expect(other).toMatchObject({ isNew: true });
    const byHand = await manualAchievement(ctx);
    await expect(startBackfillOf(ctx, { id: byHand })).rejects.toMatchObject({ code: "conflict" });
    await deactivateAchievement({ ...ctx, actor: { kind: "system" } }, { id: second });
    await expect(startBackfillOf(ctx, { id: second })).rejects.toMatchObject({ code: "conflict" });
    const foreign = await activeAchievement(await createTestOrganization(database));
    await expect(startBackfillOf(ctx, { id: foreign })).rejects.toMatchObject({ code: "not_found" });
  });
});
