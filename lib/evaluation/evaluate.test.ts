import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deactivateAchievement } from "@/lib/achievements/service";
import { approveBadge, rejectBadge } from "@/lib/badges/approval-service";
import { revokeBadge } from "@/lib/badges/revocation-service";
import type { Ctx } from "@/lib/context";
import { evaluateEverybody } from "@/lib/evaluation/evaluate";
import { activeAchievement, manualAchievement } from "@/lib/testing/active-achievement";
import { addActivities, badgesIn } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const NOW = new Date("2026-11-20T12:00:00Z");

/** An organisation of its own for each story, with a person who has done something `count` times, daily from 1 January. */
async function story(count: number, modules?: readonly []) {
  const organization = await createTestOrganization(database, modules ? { modules } : {});
  const ctx: Ctx = { ...organization, asOf: NOW };
  const person = await createTestMember(database, ctx);
  const coordinator = (await createTestMember(database, ctx, { role: "coordinator" })).ctx;
  await addActivities(database, ctx, person.userId, { count, from: "2026-01-01T12:00:00Z" });
  return { ctx, userId: person.userId, coordinator };
}
const badges = (ctx: Ctx) => badgesIn(database, ctx);

describe("an evaluation of everybody", () => {
  test("awards what was met, with the day it was met and each rule's value and threshold", async () => {
    const { ctx, userId } = await story(12);
    await activeAchievement(ctx, { key: "ten", expirePeriod: 400 });
    expect(await evaluateEverybody(ctx)).toMatchObject({
      people: 2,
      achievements: 1,
      awarded: 1,
      already: 0,
    });
    const [badge] = await badges(ctx);
    expect(badge).toMatchObject({
      user_id: userId,
      occurrence: "once",
      source: "automatic",
      status: "awarded",
      met_on: "2026-01-10",
      awarded_at: NOW,
      expires_at: new Date("2027-12-25T12:00:00Z"),
      rules: [{ path: "0", type: "activity_count", value: 12, threshold: 10, met_on: "2026-01-10" }],
    });
    const audit = await database.everything.query(
      "SELECT action, subject_id FROM audit_log WHERE organization_id = $1 AND action IN ('badge.awarded', 'evaluation.ran') ORDER BY seq",
      [ctx.organization.id],
    );
    expect(audit.rows).toEqual([
      { action: "badge.awarded", subject_id: badge?.id },
      { action: "evaluation.ran", subject_id: ctx.organization.id },
    ]);
  });

  test("changes nothing when it is run again, also by twenty at the same moment", async () => {
    const { ctx } = await story(10);
    await activeAchievement(ctx);
    const runs = await Promise.all(Array.from({ length: 20 }, () => evaluateEverybody(ctx)));
    expect(runs.map(({ awarded }) => awarded).toSorted()).toEqual([...Array(19).fill(0), 1]);
    expect(await badges(ctx)).toHaveLength(1);
  });

  test("says what it would award in a dry run, and awards nothing", async () => {
    const { ctx } = await story(10);
    await activeAchievement(ctx);
    expect(await evaluateEverybody(ctx, { dryRun: true })).toMatchObject({ people: 2, awarded: 1 });
    expect(await badges(ctx)).toEqual([]);
  });

  test("awards a repeatable achievement once for each period, multiple or listed threshold", async () => {
    const { ctx } = await story(40);
    const byMonth = {
      isRepeatable: true,
      triggerThreshold: 5,
      triggerMetadata: { period: "month" },
    } as const;
    await activeAchievement(ctx, { key: "monthly", ...byMonth });
    await activeAchievement(ctx, { key: "tens", isRepeatable: true });
    const listed = { type: "activity_count", thresholds: [3, 15, 100] };
    await activeAchievement(ctx, {
      key: "honorar",
      isRepeatable: true,
      triggerType: "criteria",
      triggerThreshold: undefined,
      criteria: { version: 1, rules: [listed] },
    });
    await evaluateEverybody(ctx);
    const earned = await badges(ctx);
    const of = (key: string) =>
      earned.filter((badge) => badge.key === key).map(({ occurrence }) => occurrence);
    expect(of("monthly")).toEqual(["2026-01", "2026-02"]);
    expect(of("tens")).toEqual(["10", "20", "30", "40"]);
    expect(of("honorar")).toEqual(["15", "3"]);
    expect(await evaluateEverybody(ctx)).toMatchObject({ awarded: 0, already: 8 });
  });

  test("counts facts that arrive late, on the day they happened", async () => {
    const { ctx, userId } = await story(9);
    await activeAchievement(ctx);
    expect(await evaluateEverybody(ctx)).toMatchObject({ awarded: 0 });
    await addActivities(database, ctx, userId, { count: 1, from: "2025-06-01T12:00:00Z" });
    await evaluateEverybody(ctx);
    expect(await badges(ctx)).toMatchObject([{ met_on: "2026-01-09" }]);
  });

  test("gives badges for badges in the same run, however long the chain", async () => {
    const { ctx } = await story(10);
    const holding = (badge: string) => ({ version: 1, rules: [{ type: "badge_held", badges: [badge] }] });
    const chained = { triggerType: "criteria", triggerThreshold: undefined } as const;
    const keys = Array.from({ length: 15 }, (_, at) => `a${at}`);
    await activeAchievement(ctx, { key: "a0" });
    for (const [at, key] of keys.entries()) {
      if (at > 0) await activeAchievement(ctx, { key, ...chained, criteria: holding(`a${at - 1}`) });
    }
    // The other way round in the display order.
    await database.everything.query(
      "UPDATE achievements SET sort_order = -sort_order WHERE organization_id = $1",
      [ctx.organization.id],
    );
    expect(await evaluateEverybody(ctx)).toMatchObject({ awarded: 15 });
    expect((await badges(ctx)).map(({ key }) => key).toSorted()).toEqual(keys.toSorted());
  });
});

describe("an evaluation does not award", () => {
  test("again what a person revoked or turned down", async () => {
    const { ctx, coordinator } = await story(10);
    await activeAchievement(ctx, { key: "revoked" });
    await activeAchievement(ctx, { key: "rejected", needsApproval: true });
    await evaluateEverybody(ctx);
    for (const { key, id, status } of await badges(ctx)) {
      expect(status).toBe(key === "revoked" ? "awarded" : "pending_approval");
      const change = { id, reason: "Feil" };
      await (key === "revoked" ? revokeBadge(coordinator, change) : rejectBadge(coordinator, change));
    }
    expect(await evaluateEverybody(ctx)).toMatchObject({ awarded: 0, already: 0 });
    expect(await badges(ctx)).toHaveLength(2);
  });

  test("again what has expired, unless the achievement is renewable", async () => {
    const { ctx } = await story(10);
    await activeAchievement(ctx, { key: "once", expirePeriod: 30 });
    await activeAchievement(ctx, { key: "renewed", expirePeriod: 30, renewable: true });
    await evaluateEverybody(ctx);
    const later = { ...ctx, asOf: new Date("2027-01-20T12:00:00Z") };
    expect(await evaluateEverybody(later)).toMatchObject({ awarded: 1 });
    const renewed = (await badges(ctx)).filter(({ key }) => key === "renewed");
    expect(renewed.map(({ status }) => status).toSorted()).toEqual(["awarded", "expired"]);
  });

  test("inactive, manual or lapsed achievements", async () => {
    const { ctx } = await story(10);
    await deactivateAchievement(ctx, { id: await activeAchievement(ctx) });
    await manualAchievement(ctx);
    await activeAchievement(ctx, { expireDate: "2026-11-01" });
    expect(await evaluateEverybody(ctx)).toMatchObject({ achievements: 1, awarded: 0 });
    expect(await badges(ctx)).toEqual([]);
  });

  test("anything where the module is off, to people who are inactive, or in another organisation", async () => {
    const { ctx, userId } = await story(10);
    const neighbour = await story(10);
    await activeAchievement(ctx);
    await activeAchievement(neighbour.ctx);
    expect(await evaluateEverybody({ ...ctx, modules: new Set() })).toMatchObject({ people: 0, awarded: 0 });
    await database.everything.query(
      "UPDATE memberships SET status = 'inactive', deactivated_at = now() WHERE user_id = $1",
      [userId],
    );
    expect(await evaluateEverybody(ctx)).toMatchObject({ people: 1, awarded: 0 });
    expect(await badges(neighbour.ctx)).toEqual([]);
  });

  test("while issuing is paused, and says so", async () => {
    const { ctx } = await story(10);
    await activeAchievement(ctx);
    await database.everything.query(
      "UPDATE organizations SET issuing_paused_at = now(), issuing_paused_reason = 'Stopp' WHERE id = $1",
      [ctx.organization.id],
    );
    await expect(evaluateEverybody(ctx)).rejects.toMatchObject({
      code: "unavailable",
      text: { key: "issuingPaused" },
    });
    expect(await badges(ctx)).toEqual([]);
  });

  test("a badge that waits for approval twice, and lets it stand once it is approved", async () => {
    const { ctx, coordinator } = await story(10);
    await activeAchievement(ctx, { needsApproval: true });
    await evaluateEverybody(ctx);
    expect(await evaluateEverybody(ctx)).toMatchObject({ awarded: 0, already: 1 });
    const [waiting] = await badges(ctx);
    await approveBadge(coordinator, { id: waiting?.id ?? "" });
    expect(await evaluateEverybody(ctx)).toMatchObject({ awarded: 0, already: 1 });
  });
});
