import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { awardBadge } from "@/lib/badges/award-service";
import { awardBatch } from "@/lib/badges/batch-service";
import { nominate } from "@/lib/badges/nomination-service";
import { signOff } from "@/lib/badges/sign-off-service";
import type { Ctx } from "@/lib/context";
import { evaluateEverybody } from "@/lib/evaluation/evaluate";
import { evaluateChunk } from "@/lib/evaluation/evaluate-chunk";
import { activeAchievement, manualAchievement } from "@/lib/testing/active-achievement";
import { addActivities } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";
import { recalculatePeriod } from "@/lib/tiers/close-service";
import { createTier } from "@/lib/tiers/ladder-service";
import { tierInput } from "@/lib/tiers/schema";

type Member = Awaited<ReturnType<typeof createTestMember>>;
let database: TestDatabase;
let ctx: Ctx;
let kari: Member;
let per: Member;
let ola: Member;
let mentor: Member;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = { ...(await createTestOrganization(database)), asOf: new Date("2026-11-20T12:00:00Z") };
  const member = (name: string, role: "coordinator" | "org_admin" | "peer_mentor") =>
    createTestMember(database, ctx, { name, role, email: `${randomUUID()}@example.org` });
  kari = await member("Kari", "coordinator");
  per = await member("Per", "coordinator");
  ola = await member("Ola", "org_admin");
  mentor = await member("Anne", "peer_mentor");
});

const told = async (kind: string): Promise<string[]> => {
  const { rows } = await database.everything.query<{ name: string; values: Record<string, unknown> }>(
    `SELECT m.display_name AS name, n."values" FROM notifications n JOIN memberships m USING (organization_id, user_id)
     WHERE n.organization_id = $1 AND n.kind::text = $2 ORDER BY n.created_at, m.display_name`,
    [ctx.organization.id, kind],
  );
  return rows.map(({ name, values }) => `${name}: ${Object.values(values).join(" ")}`);
};
const wanted = (achievementId: string, { userId }: Member) => ({
  achievementId,
  userId,
  reason: "Alltid der",
  idempotencyKey: randomUUID(),
});

describe("who reaches a tier", () => {
  const tier = (name: string, criteriaThreshold: number, awardPeriod: "annual" | "seasonal" | "lifetime") =>
    createTier(
      ola.ctx,
      tierInput.parse({
        name,
        iconKey: "medal",
        criteriaType: "activity_count",
        criteriaThreshold,
        awardPeriod,
      }),
    );
  const act = (count: number, from: string) => addActivities(database, ctx, mentor.userId, { count, from });

  test("hears of the highest one that counts, once, and of the next when that is reached", async () => {
    await tier("Bronse", 2, "annual");
    await tier("Sølv", 3, "annual");
    await tier("Gull", 5, "annual");
    await act(3, "2026-02-01T12:00:00Z");
    await evaluateEverybody(ctx);
    await Promise.all([evaluateEverybody(ctx), evaluateEverybody(ctx)]);
    expect(await told("tier_reached")).toEqual(["Anne: Sølv 2026 year 6"]);
    await act(2, "2026-03-01T12:00:00Z");
    await evaluateEverybody(ctx);
    expect(await told("tier_reached")).toHaveLength(2);
  });

  test("hears of a season and of a lifetime as such", async () => {
    await tier("Vinter", 1, "seasonal");
    await tier("Alltid", 2, "lifetime");
    await act(2, "2026-11-01T12:00:00Z");
    await evaluateEverybody(ctx);
    const values = (await told("tier_reached")).toSorted();
    expect(values.map((line) => line.split(" ").includes("lifetime"))).toContain(true);
    expect(values.map((line) => line.split(" ").includes("quarter"))).toContain(true);
  });

  test("hears nothing of a catch-up and of a year that is worked out anew", async () => {
    await tier("Bronse", 1, "annual");
    await act(1, "2025-02-01T12:00:00Z");
    await recalculatePeriod(ola.ctx, { period: "2025" });
    await act(1, "2026-02-01T12:00:00Z");
    await evaluateChunk(ctx, { after: null, size: 100, mode: "silent" });
    expect(await told("tier_reached")).toEqual([]);
  });
});

describe("what waits for approval is heard of", () => {
  test("by all who may decide: not by who proposed it, who is to get it, and peer mentors", async () => {
    const achievementId = await manualAchievement(ctx, { name: "Brobygger" });
    await nominate(kari.ctx, wanted(achievementId, per));
    expect(await told("approval_wanted")).toEqual(["Ola: one Per Brobygger"]);
  });

  test("of an award that needs it, and of none that stands", async () => {
    const needing = await manualAchievement(ctx, { name: "Brobygger", needsApproval: true });
    const standing = await manualAchievement(ctx, { name: "Fadder" });
    for (const achievementId of [needing, standing])
      await awardBadge(kari.ctx, wanted(achievementId, mentor));
    expect(await told("approval_wanted")).toEqual(["Ola: one Anne Brobygger", "Per: one Anne Brobygger"]);
  });

  test("once a day, when evaluation finds many", async () => {
    await activeAchievement(ctx, { name: "Aktiv", triggerThreshold: 1, needsApproval: true });
    const day = { count: 1, from: "2026-01-01T12:00:00Z" };
    for (const { userId } of [mentor, per]) await addActivities(database, ctx, userId, day);
    await evaluateEverybody(ctx);
    await addActivities(database, ctx, kari.userId, day);
    await evaluateEverybody(ctx);
    const expected = ["Kari: many Aktiv", "Ola: many Aktiv", "Per: many Aktiv"];
    expect(await told("approval_wanted")).toEqual(expected);
    await addActivities(database, ctx, ola.userId, day);
    await evaluateEverybody({ ...ctx, asOf: new Date("2026-11-21T12:00:00Z") });
    expect(await told("approval_wanted")).toHaveLength(6);
  });

  test("once for a batch, not by who awards it, and not at all for a catch-up", async () => {
    const achievementId = await manualAchievement(ctx, { name: "Brobygger", needsApproval: true });
    await awardBatch(kari.ctx, {
      achievementId,
      userIds: [mentor.userId, per.userId],
      reason: "For innsatsen",
      idempotencyKey: randomUUID(),
    });
    expect(await told("approval_wanted")).toEqual(["Ola: many Brobygger", "Per: many Brobygger"]);
    await activeAchievement(ctx, { name: "Aktiv", triggerThreshold: 1, needsApproval: true });
    await addActivities(database, ctx, mentor.userId, { count: 1, from: "2026-01-01T12:00:00Z" });
    await evaluateChunk(ctx, { after: null, size: 100, mode: "silent" });
    expect(await told("approval_wanted")).toHaveLength(2);
  });

  test("as a sign-off by those whose role is still needed, once", async () => {
    const achievementId = await activeAchievement(ctx, {
      name: "Veileder",
      triggerType: "criteria",
      triggerThreshold: undefined,
      criteria: {
        version: 1,
        rules: [{ type: "manual_approval", roles: ["coordinator", "org_admin"], match: "all" }],
      },
    });
    await signOff(ola.ctx, { achievementId, userId: mentor.userId });
    expect(await told("approval_wanted")).toEqual([
      "Kari: sign_off Anne Veileder",
      "Per: sign_off Anne Veileder",
    ]);
    await signOff(per.ctx, { achievementId, userId: mentor.userId });
    expect(await told("approval_wanted")).toHaveLength(2);
  });
});
