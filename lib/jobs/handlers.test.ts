import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { evaluateEverybody } from "@/lib/evaluation/evaluate";
import { reconcileEverybody } from "@/lib/evaluation/reconcile-service";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";
import { handlers } from "@/lib/jobs/handlers";
import { startWorker, type Worker } from "@/lib/jobs/worker";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { addActivities, badgesIn } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let worker: Worker | undefined;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await worker?.stop(5);
  await database.close();
});

/** Somebody who has earned a badge that nobody has looked at yet. */
async function story(): Promise<{ ctx: Ctx; userId: string }> {
  const ctx = await createTestOrganization(database);
  await activeAchievement(ctx, { triggerThreshold: 1 });
  const { userId } = await createTestMember(database, ctx);
  await addActivities(database, ctx, userId, { count: 1, from: "2026-01-01T12:00:00Z" });
  return { ctx, userId };
}
const queued = async ({ organization }: Ctx) =>
  (
    await database.everything.query<{ name: string }>(
      "SELECT DISTINCT name FROM pgboss.job WHERE data ->> 'organizationId' = $1 AND state = 'created' ORDER BY name",
      [organization.id],
    )
  ).rows.map(({ name }) => name);
const forget = ({ organization }: Ctx) =>
  database.everything.query("DELETE FROM pgboss.job WHERE data ->> 'organizationId' = $1", [organization.id]);
const signal = new AbortController().signal;

const HOURLY = [
  "backpack-host.tidy",
  "backpacks.push",
  "badges.expire",
  "badges.tell-creators",
  "certifications.expire",
  "certifications.issue-completed",
  "collection.check",
  "dashboard.refresh",
  "endorsements.send",
  "tiers.close",
];

describe("the hourly round", () => {
  test("has everybody's awards looked at again and everybody evaluated once a day, after three in the morning, and then only those who wait", async () => {
    const { ctx, userId } = await story();
    await forget(ctx);
    await database.everything.query("UPDATE organizations SET time_zone = $2 WHERE id = $1", [
      ctx.organization.id,
      zoneWhereItIs(12),
    ]);
    await handlers["schedule.tick"]({}, signal);
    expect(await queued(ctx)).toEqual([...HOURLY, "evaluation.reconcile", "evaluation.run-all"].sort());

    await evaluateEverybody(ctx);
    await reconcileEverybody(ctx);
    await forget(ctx);
    await handlers["schedule.tick"]({}, signal);
    expect(await queued(ctx)).toEqual(HOURLY);

    await inTenant(ctx, (tx) => requestEvaluation(tx, ctx, [userId]));
    await forget(ctx);
    await handlers["schedule.tick"]({}, signal);
    expect(await queued(ctx)).toEqual([...HOURLY, "evaluation.run"].sort());
  });

  test("lets an organisation sleep until three", async () => {
    const { ctx } = await story();
    await forget(ctx);
    await database.everything.query("UPDATE organizations SET time_zone = $2 WHERE id = $1", [
      ctx.organization.id,
      zoneWhereItIs(1),
    ]);
    await handlers["schedule.tick"]({}, signal);
    expect(await queued(ctx)).toEqual(HOURLY);
  });
});

/** A time zone whose clock shows this hour now. */
function zoneWhereItIs(hour: number): string {
  const ahead = (hour - new Date().getUTCHours() + 24) % 24;
  const east = ahead > 12 ? ahead - 24 : ahead;
  // POSIX turns the sign round: Etc/GMT-3 is three hours ahead.
  return east === 0 ? "Etc/GMT" : `Etc/GMT${east > 0 ? "-" : "+"}${Math.abs(east)}`;
}

describe("a running worker", () => {
  test("awards what was earned soon after something is recorded", async () => {
    const { ctx, userId } = await story();
    await forget(ctx);
    worker = await startWorker(handlers);
    await inTenant(ctx, (tx) => requestEvaluation(tx, ctx, [userId]));
    await vi.waitFor(
      async () =>
        expect(await badgesIn(database, ctx)).toMatchObject([{ user_id: userId, status: "awarded" }]),
      { timeout: 40_000, interval: 100 },
    );
  });
});
