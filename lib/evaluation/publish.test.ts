import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deactivateAchievement } from "@/lib/achievements/service";
import { approveBadge } from "@/lib/badges/approval-service";
import { revokeBadge } from "@/lib/badges/revocation-service";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { evaluateEverybody, evaluateRequested } from "@/lib/evaluation/evaluate";
import { previewAchievement } from "@/lib/evaluation/preview-queries";
import { previewFilter } from "@/lib/evaluation/preview-schema";
import { draft, look, story as storyIn } from "@/lib/evaluation/publish.test-support";
import { publishAchievement } from "@/lib/evaluation/publish-service";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";
import { activeAchievement, manualAchievement } from "@/lib/testing/active-achievement";
import { addActivities, badgesIn } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
const story = () => storyIn(database);

const later = (ctx: Ctx, day: string): Ctx => ({ ...ctx, asOf: new Date(`${day}T20:00:00Z`) });

const holders = async (ctx: Ctx, rest: (badge: { source: string; status: string }) => boolean = () => true) =>
  (await badgesIn(database, ctx))
    .filter(rest)
    .map(({ user_id, occurrence }) => `${user_id} ${occurrence}`)
    .toSorted();

const recorded = (ctx: Ctx, userId: string) => inTenant(ctx, (tx) => requestEvaluation(tx, ctx, [userId]));

describe("publishing", () => {
  test("for everybody awards those who meet it, at once and with the numbers that were read", async () => {
    const { ctx, admin, anne, cato } = await story();
    const { id } = await draft(ctx);
    expect(await publishAchievement(admin, { id, how: "all", expected: 2 })).toEqual({
      id,
      awarded: 2,
      followed: 0,
    });
    expect(await holders(ctx, ({ source }) => source === "automatic")).toEqual(
      [`${anne.userId} once`, `${cato.userId} once`].toSorted(),
    );
    const { rows } = await database.everything.query(
      "SELECT after FROM audit_log WHERE subject_id = $1 AND action = 'achievement.activated'",
      [id],
    );
    expect(rows).toEqual([{ after: { status: "active", how: "all", earnFrom: null, awarded: 2 } }]);
  });

  test("with other numbers than were read changes nothing at all", async () => {
    const { ctx } = await story();
    const { id } = await draft(ctx);
    await expect(publishAchievement(ctx, { id, how: "all", expected: 3 })).rejects.toMatchObject({
      code: "conflict",
      text: { key: "evaluation.numbersChanged", values: { awarded: 2 } },
    });
    const { rows } = await database.everything.query(
      "SELECT status, (SELECT count(*)::int FROM achievement_versions v WHERE v.achievement_id = a.id) AS versions FROM achievements a WHERE id = $1",
      [id],
    );
    expect(rows).toEqual([{ status: "draft", versions: 0 }]);
    expect(await badgesIn(database, ctx)).toEqual([]);
  });

  test("silently marks every award as a catch-up, also those that follow from it and those that are approved later", async () => {
    const { ctx, coordinator } = await story();
    const { id } = await draft(ctx, { key: "first" });
    await activeAchievement(ctx, {
      key: "second",
      triggerType: "criteria",
      triggerThreshold: undefined,
      criteria: JSON.stringify({ version: 1, rules: [{ type: "badge_held", badges: ["first"] }] }),
      needsApproval: true,
    });
    expect(await publishAchievement(ctx, { id, how: "silent", expected: 2 })).toEqual({
      id,
      awarded: 2,
      followed: 2,
    });
    const badges = await badgesIn(database, ctx);
    expect(badges.map(({ key, source, status }) => `${key} ${source} ${status}`)).toEqual([
      "first backfill awarded",
      "first backfill awarded",
      "second backfill pending_approval",
      "second backfill pending_approval",
    ]);
    const { rows } = await database.everything.query(
      "SELECT count(*)::int AS told FROM earned_badges WHERE organization_id = $1 AND notify",
      [ctx.organization.id],
    );
    expect(rows).toEqual([{ told: 0 }]);
    await approveBadge(coordinator, { id: badges.find(({ key }) => key === "second")?.id ?? "" });
    expect(
      await holders(ctx, ({ source, status }) => source === "backfill" && status === "awarded"),
    ).toHaveLength(3);
  });

  test("twice at once awards once, and the other is told", async () => {
    const { ctx } = await story();
    const { id } = await draft(ctx);
    const input = { id, how: "all", expected: 2 } as const;
    const both = await Promise.allSettled([publishAchievement(ctx, input), publishAchievement(ctx, input)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(["fulfilled", "rejected"]);
    expect(both.find(({ status }) => status === "rejected")).toMatchObject({
      reason: { text: { key: "evaluation.published" } },
    });
    expect(await badgesIn(database, ctx)).toHaveLength(2);
  });

  test("is for those who may change achievements, waits while issuing is paused, and finds nothing of others", async () => {
    const { ctx, coordinator } = await story();
    const { id } = await draft(ctx);
    const input = { id, how: "all", expected: 2 } as const;
    expect(() => publishAchievement(coordinator, input)).toThrow("forbidden");
    const other = await createTestOrganization(database);
    await expect(publishAchievement(other, input)).rejects.toThrow("notFound.achievement");
    expect(() => publishAchievement({ ...ctx, modules: new Set() }, input)).toThrow("notFound.module");
    await database.everything.query(
      "UPDATE organizations SET issuing_paused_at = now(), issuing_paused_reason = 'look' WHERE id = $1",
      [ctx.organization.id],
    );
    await expect(publishAchievement(ctx, input)).rejects.toMatchObject({ code: "unavailable" });
    expect((await previewAchievement(ctx, id, previewFilter.parse({}))).isPaused).toBe(true);
  });

  test("what is given by hand awards nobody", async () => {
    const { ctx } = await story();
    const { id } = await draft(ctx, { triggerType: "manual", triggerThreshold: undefined });
    expect(await publishAchievement(ctx, { id, how: "all", expected: 0 })).toMatchObject({ awarded: 0 });
    await expect(
      publishAchievement(ctx, { id: await manualAchievement(ctx), how: "all", expected: 0 }),
    ).rejects.toThrow("evaluation.published");
  });
});

describe("only from today", () => {
  test("awards what is reached today or later, and nobody for what they had, whatever arrives late", async () => {
    const { ctx, anne, berit, cato } = await story();
    const { id } = await draft(ctx);
    expect(await publishAchievement(ctx, { id, how: "from_today", expected: 1 })).toMatchObject({
      awarded: 1,
    });
    expect(await holders(ctx)).toEqual([`${cato.userId} once`]);
    // Anne had ten before; more of them change nothing.
    await addActivities(database, ctx, anne.userId, { count: 3, from: "2026-11-21T12:00:00Z" });
    // Berit's ninth and tenth arrive today, but happened before.
    await addActivities(database, ctx, berit.userId, { count: 2, from: "2026-11-12T12:00:00Z" });
    await recorded(ctx, anne.userId);
    await recorded(ctx, berit.userId);
    await evaluateRequested(later(ctx, "2026-11-25"));
    await evaluateEverybody(later(ctx, "2026-11-25"));
    expect(await holders(ctx)).toEqual([`${cato.userId} once`]);
    expect((await look(later(ctx, "2026-11-25"), id))?.totals.standings).toMatchObject({
      earns: 0,
      held: 1,
      earlier: 2,
    });
  });

  test("awards whoever reaches it later, with what they did before, and keeps it when an older fact arrives after that", async () => {
    const { ctx, berit, cato } = await story();
    const { id } = await draft(ctx);
    await publishAchievement(ctx, { id, how: "from_today", expected: 1 });
    await addActivities(database, ctx, berit.userId, { count: 2, from: "2026-11-22T12:00:00Z" });
    await recorded(ctx, berit.userId);
    await evaluateRequested(later(ctx, "2026-11-24"));
    const both = [`${berit.userId} once`, `${cato.userId} once`].toSorted();
    expect(await holders(ctx)).toEqual(both);
    await addActivities(database, ctx, berit.userId, { count: 5, from: "2026-10-01T12:00:00Z" });
    await evaluateEverybody(later(ctx, "2026-11-26"));
    expect(await holders(ctx, ({ status }) => status === "awarded")).toEqual(both);
  });

  test("of a repeatable one begins with the next occurrence", async () => {
    const { ctx, anne, cato } = await story();
    const { id } = await draft(ctx, { triggerThreshold: 5, isRepeatable: true });
    expect(await publishAchievement(ctx, { id, how: "from_today", expected: 1 })).toMatchObject({
      awarded: 1,
    });
    await addActivities(database, ctx, anne.userId, { count: 5, from: "2026-11-21T12:00:00Z" });
    await evaluateEverybody(later(ctx, "2026-11-28"));
    expect(await holders(ctx)).toEqual([`${anne.userId} 15`, `${cato.userId} 10`].toSorted());
  });

  test("counts the day in the organisation's own time zone", async () => {
    const { ctx, berit, cato } = await story();
    const { id } = await draft(ctx);
    await addActivities(database, ctx, berit.userId, { count: 1, from: "2026-11-15T12:00:00Z" });
    // Five past midnight in Oslo is still yesterday in Greenwich.
    await addActivities(database, ctx, berit.userId, { count: 1, from: "2026-11-19T23:05:00Z" });
    expect(await publishAchievement(ctx, { id, how: "from_today", expected: 2 })).toMatchObject({
      awarded: 2,
    });
    expect(await holders(ctx)).toEqual([`${berit.userId} once`, `${cato.userId} once`].toSorted());
  });

  test("is forgotten when the achievement is later published for everybody", async () => {
    const { ctx } = await story();
    const { id } = await draft(ctx);
    await publishAchievement(ctx, { id, how: "from_today", expected: 1 });
    await deactivateAchievement(ctx, { id });
    expect((await look(ctx, id))?.totals).toMatchObject({ awards: 1, standings: { held: 1, earlier: 0 } });
    expect(await publishAchievement(ctx, { id, how: "all", expected: 1 })).toMatchObject({ awarded: 1 });
    expect(await holders(ctx)).toHaveLength(2);
  });

  test("gives nobody again what a person took back", async () => {
    const { ctx, cato, coordinator } = await story();
    const { id } = await draft(ctx);
    await publishAchievement(ctx, { id, how: "from_today", expected: 1 });
    const [badge] = await badgesIn(database, ctx);
    await revokeBadge(coordinator, { id: badge?.id ?? "", reason: "Feil" });
    await deactivateAchievement(ctx, { id });
    const rows = (await look(ctx, id))?.rows;
    expect(rows?.find(({ userId }) => userId === cato.userId)).toMatchObject({
      standing: "refused",
      occurrences: [],
    });
  });
});
