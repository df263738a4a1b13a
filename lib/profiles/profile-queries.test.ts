import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deactivateAchievement } from "@/lib/achievements/service";
import { revokeBadge } from "@/lib/badges/revocation-service";
import type { Ctx } from "@/lib/context";
import { evaluateEverybody } from "@/lib/evaluation/evaluate";
import { readProfile } from "@/lib/profiles/profile-queries";
import { activeAchievement, manualAchievement } from "@/lib/testing/active-achievement";
import { addActivities, badgesIn } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Somebody with three activities in an organisation of their own, and their colleagues. */
async function story() {
  const ctx = await createTestOrganization(database);
  const mentor = await createTestMember(database, ctx);
  const peer = await createTestMember(database, ctx);
  const coordinator = await createTestMember(database, ctx, { role: "coordinator" });
  await addActivities(database, ctx, mentor.userId, { count: 3, from: "2026-01-01T12:00:00Z" });
  return { ctx, mentor, peer, coordinator };
}
const held = async (asker: Ctx, userId: string) =>
  (await readProfile(asker, userId)).collection.categories.flatMap(({ shown }) =>
    shown.map(({ name }) => name),
  );
const locked = async (asker: Ctx, userId: string) =>
  (await (await readProfile(asker, userId)).progress)?.locked.map(({ name, rules, share }) => ({
    name,
    rules,
    share,
  }));

describe("a profile", () => {
  test("shows what is earned, and of the rest how much there is and how much is needed", async () => {
    const { ctx, mentor } = await story();
    await activeAchievement(ctx, { name: "Tre", triggerThreshold: 3 });
    await activeAchievement(ctx, { name: "Ti", triggerThreshold: 10 });
    await manualAchievement(ctx, { name: "Takk" });
    await evaluateEverybody(ctx);
    expect(await held(mentor.ctx, mentor.userId)).toEqual(["Tre"]);
    expect(await locked(mentor.ctx, mentor.userId)).toEqual([
      { name: "Ti", rules: [{ path: "0", have: 3, need: 10 }], share: 0.3 },
      { name: "Takk", rules: [], share: 0 },
    ]);
  });

  test("offers what is left in the organisation's order, whether it is counted or given by hand", async () => {
    const { ctx, mentor } = await story();
    await activeAchievement(ctx, { name: "Ti", triggerThreshold: 10 });
    await manualAchievement(ctx, { name: "Takk" });
    await activeAchievement(ctx, { name: "Tjue", triggerThreshold: 20 });
    const names = async () => (await locked(mentor.ctx, mentor.userId))?.map(({ name }) => name);
    expect(await names()).toEqual(["Ti", "Takk", "Tjue"]);
    await database.everything.query(
      "UPDATE achievements SET sort_order = 0 WHERE organization_id = $1 AND name = 'Takk'",
      [ctx.organization.id],
    );
    expect(await names()).toEqual(["Takk", "Ti", "Tjue"]);
  });

  test("counts by the rules there are now, whatever they were when somebody last looked", async () => {
    const { ctx, mentor } = await story();
    await activeAchievement(ctx, { name: "Ti", triggerThreshold: 10 });
    const look = () => locked(mentor.ctx, mentor.userId);
    expect(await look()).toMatchObject([{ name: "Ti", rules: [{ have: 3, need: 10 }] }]);
    await database.everything.query(
      "UPDATE achievements SET trigger_threshold = 20 WHERE organization_id = $1",
      [ctx.organization.id],
    );
    await activeAchievement(ctx, { name: "Fem", triggerThreshold: 5 });
    for (const again of [1, 2]) {
      const shown = (await look())?.map(({ name, rules }) => [name, rules[0]?.have, rules[0]?.need]);
      expect(shown?.toSorted(), `look ${again}`).toEqual([
        ["Fem", 3, 5],
        ["Ti", 3, 20],
      ]);
    }
  });

  test("keeps what was earned of an achievement that is no longer active, and does not offer it", async () => {
    const { ctx, mentor } = await story();
    const id = await activeAchievement(ctx, { name: "Tre", triggerThreshold: 3 });
    const other = await activeAchievement(ctx, { name: "Ti" });
    await evaluateEverybody(ctx);
    for (const one of [id, other]) await deactivateAchievement(ctx, { id: one });
    expect(await held(mentor.ctx, mentor.userId)).toEqual(["Tre"]);
    expect(await locked(mentor.ctx, mentor.userId)).toEqual([]);
  });

  test("shows nothing of a revoked badge, neither as held nor as one to earn", async () => {
    const { ctx, mentor, coordinator } = await story();
    await activeAchievement(ctx, { name: "Tre", triggerThreshold: 3 });
    await evaluateEverybody(ctx);
    const [badge] = await badgesIn(database, ctx);
    await revokeBadge(coordinator.ctx, { id: badge?.id ?? "", reason: "Feil" });
    expect(await held(mentor.ctx, mentor.userId)).toEqual([]);
    expect(await locked(mentor.ctx, mentor.userId)).toEqual([]);
  });

  test("offers the next threshold of what can be earned several times", async () => {
    const { ctx, mentor } = await story();
    await activeAchievement(ctx, {
      name: "Honorar",
      isRepeatable: true,
      triggerType: "criteria",
      triggerThreshold: undefined,
      criteria: { version: 1, rules: [{ type: "activity_count", thresholds: [3, 15] }] },
    });
    await evaluateEverybody(ctx);
    expect(await held(mentor.ctx, mentor.userId)).toEqual(["Honorar"]);
    expect(await locked(mentor.ctx, mentor.userId)).toEqual([
      { name: "Honorar", rules: [{ path: "0", have: 3, need: 15 }], share: 0.2 },
    ]);
  });

  test("puts categories where the first of their achievements stands, and the newest first inside each", async () => {
    const { ctx, mentor } = await story();
    const of = (name: string, category: "milestone" | "activity", asOf: string) =>
      activeAchievement(ctx, { name, category, triggerThreshold: 1 }).then(() =>
        evaluateEverybody({ ...ctx, asOf: new Date(asOf) }),
      );
    await of("Milepæl", "milestone", "2026-02-01T12:00:00Z");
    await of("Eldre", "activity", "2026-03-01T12:00:00Z");
    await of("Nyere", "activity", "2026-04-01T12:00:00Z");
    expect(await held(mentor.ctx, mentor.userId)).toEqual(["Milepæl", "Nyere", "Eldre"]);
  });

  test("of a colleague leaves out what is hidden or waits, and is not found when it is private", async () => {
    const { ctx, mentor, peer, coordinator } = await story();
    await activeAchievement(ctx, { name: "Vist", triggerThreshold: 1 });
    await activeAchievement(ctx, { name: "Skjult", triggerThreshold: 1 });
    await activeAchievement(ctx, { name: "Venter", triggerThreshold: 1, needsApproval: true });
    await evaluateEverybody(ctx);
    await database.everything.query(
      "UPDATE earned_badges SET is_visible = false WHERE achievement_id IN (SELECT id FROM achievements WHERE name = 'Skjult')",
    );
    expect(await held(peer.ctx, mentor.userId)).toEqual(["Vist"]);
    expect((await held(mentor.ctx, mentor.userId)).toSorted()).toEqual(["Skjult", "Venter", "Vist"]);

    await database.everything.query(
      "UPDATE memberships SET profile_visibility = 'private' WHERE user_id = $1",
      [mentor.userId],
    );
    await expect(held(peer.ctx, mentor.userId)).rejects.toMatchObject({ code: "not_found" });
    expect(await held(coordinator.ctx, mentor.userId)).toEqual(["Vist"]);
    expect(await held(mentor.ctx, mentor.userId)).toHaveLength(3);
  });

  test("is not found by anybody of another organisation", async () => {
    const { mentor } = await story();
    const stranger = (await story()).coordinator;
    await expect(held(stranger.ctx, mentor.userId)).rejects.toMatchObject({ code: "not_found" });
  });

  test("has no badges where the module is off", async () => {
    const { ctx, mentor } = await story();
    await activeAchievement(ctx, { triggerThreshold: 1 });
    await evaluateEverybody(ctx);
    const off = { ...mentor.ctx, modules: new Set([]) };
    expect(await held(off, mentor.userId)).toEqual([]);
    expect(await locked(off, mentor.userId)).toEqual([]);
  });
});
