import type { ChildProcess } from "node:child_process";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { env } from "@/lib/env";
import { evaluateEverybody } from "@/lib/evaluation/evaluate";
import { startEvaluation } from "@/lib/evaluation/runs-service";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { addActivities, badgesIn } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { killHard, missHeartbeats, startKillable } from "@/lib/testing/killed-worker";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
const children = new Set<ChildProcess>();
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await Promise.all([...children].map(killHard));
  await database.close();
});

const WORKS = `{ evaluation_all: (await load("lib/evaluation/runs-service.ts")).evaluationWork(1) }`;
async function worker(): Promise<ChildProcess> {
  const child = await startKillable(database, WORKS);
  children.add(child);
  return child;
}

/** So many people, of whom every third has earned nothing, and one achievement that follows from another. */
async function story(people: number): Promise<Ctx> {
  const ctx = await createTestOrganization(database);
  await activeAchievement(ctx, { key: "first", triggerThreshold: 1 });
  await activeAchievement(ctx, { key: "tens", triggerThreshold: 2, isRepeatable: true });
  for (let person = 0; person < people; person += 1) {
    const { userId } = await createTestMember(database, ctx);
    const count = person % 3 === 0 ? 0 : 1 + (person % 5);
    await addActivities(database, ctx, userId, { count, from: "2026-01-01T12:00:00Z" });
  }
  return ctx;
}
const row = async (id: string) =>
  (await database.everything.query("SELECT * FROM job_runs WHERE id = $1", [id])).rows[0];

/** Waits until so much is done or the run has ended; answers whether it has. */
async function until(id: string, done: number): Promise<boolean> {
  for (;;) {
    const run = await row(id);
    if (run.status !== "queued" && run.status !== "running") return true;
    if (run.done >= done) return false;
    await pause(2);
  }
}

/** Kills workers at random moments until the run is through; answers how often. */
async function killUntilDone(id: string, kills: number, stride: number): Promise<number> {
  for (let time = 0; ; time += 1) {
    const child = await worker();
    const goal = time < kills ? (await row(id)).done + 1 + Math.floor(Math.random() * stride) : Infinity;
    if (await until(id, goal)) {
      await killHard(child);
      return time;
    }
    await pause(Math.random() * 15);
    await killHard(child);
    await missHeartbeats(database);
  }
}

async function effectsEqualFacts(ctx: Ctx, id: string, people: number) {
  const badges = await badgesIn(database, ctx);
  expect(await row(id)).toMatchObject({
    status: "succeeded",
    done: people,
    total: people,
    result: { awarded: badges.length },
  });
  const { rows } = await database.everything.query(
    "SELECT count(DISTINCT subject_id)::int AS badges, count(*)::int AS entries FROM audit_log WHERE organization_id = $1 AND action = 'badge.awarded'",
    [ctx.organization.id],
  );
  expect(rows).toEqual([{ badges: badges.length, entries: badges.length }]);
  expect(badges.length).toBeGreaterThan(people / 2);
  expect(await evaluateEverybody(ctx)).toMatchObject({ awarded: 0, already: badges.length });
}

test("a run whose workers are killed at any moment awards each badge exactly once", async () => {
  const people = 60;
  const ctx = await story(people);
  const { id } = await startEvaluation(ctx);
  expect(await killUntilDone(id, 3, 15)).toBeGreaterThan(0);
  await effectsEqualFacts(ctx, id, people);
}, 120_000);

test("two workers at once finish a run together", async () => {
  const people = 40;
  const ctx = await story(people);
  const pair = await Promise.all([worker(), worker()]);
  const { id } = await startEvaluation(ctx);
  // As if the first one's heartbeat had been missed although it lives.
  await until(id, 3);
  await missHeartbeats(database);
  await until(id, Infinity);
  await Promise.all(pair.map(killHard));
  await effectsEqualFacts(ctx, id, people);
}, 120_000);

test.runIf(env.HEDER_TEST_SLOW)(
  "also when they are killed hundreds of times",
  async () => {
    const people = 900;
    const ctx = await story(people);
    const { id } = await startEvaluation(ctx);
    expect(await killUntilDone(id, 200, 5)).toBeGreaterThan(150);
    await effectsEqualFacts(ctx, id, people);
  },
  3_600_000,
);

test.runIf(env.HEDER_TEST_SLOW)(
  "a killed run goes on within two minutes, by itself",
  async () => {
    const ctx = await story(200);
    const first = await worker();
    const { id } = await startEvaluation(ctx);
    await until(id, 20);
    await killHard(first);
    const { done } = await row(id);
    const second = await worker();
    await expect
      .poll(async () => (await row(id)).done, { timeout: 120_000, interval: 500 })
      .toBeGreaterThan(done);
    await until(id, Infinity);
    await killHard(second);
    await effectsEqualFacts(ctx, id, 200);
  },
  240_000,
);
