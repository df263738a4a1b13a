import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expireBadges } from "@/lib/badges/expiry-service";
import type { Ctx } from "@/lib/context";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const at = (ctx: Ctx, day: string): Ctx => ({ ...ctx, asOf: new Date(`${day}T12:00:00Z`) });

/** A badge of a person of its own, awarded on 1 January 2026; with no end when `expires` is null. */
async function award(ctx: Ctx, achievement: string, expires: string | null) {
  const { userId } = await createTestMember(database, ctx);
  const { rows } = await database.everything.query<{ id: string }>(
    `INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source, awarded_at, expires_at)
     SELECT $1, $2, v.id, $3, 'once', 'automatic', '2026-01-01', $4 FROM achievement_versions v WHERE v.achievement_id = $2 RETURNING id`,
    [ctx.organization.id, achievement, userId, expires],
  );
  return { id: rows[0]?.id ?? "", userId };
}
const statuses = async ({ organization }: Ctx) =>
  (
    await database.everything.query<{ status: string }>(
      "SELECT status FROM earned_badges WHERE organization_id = $1 ORDER BY expires_at NULLS LAST",
      [organization.id],
    )
  ).rows.map(({ status }) => status);
const audit = async ({ organization }: Ctx) =>
  (
    await database.everything.query(
      `SELECT subject_type AS subject, subject_id AS id, after ->> 'badges' AS badges FROM audit_log
       WHERE organization_id = $1 AND action = 'badge.expired' ORDER BY seq`,
      [organization.id],
    )
  ).rows;
const waiting = async ({ organization }: Ctx) =>
  (
    await database.everything.query<{ user_id: string }>(
      "SELECT user_id FROM evaluation_requests WHERE organization_id = $1",
      [organization.id],
    )
  ).rows.map(({ user_id }) => user_id);

describe("the hourly look at badges", () => {
  test("moves what has lapsed to expired, exactly at its moment, and nothing the second time", async () => {
    const ctx = await createTestOrganization(database);
    const achievement = await activeAchievement(ctx);
    const lapsed = await award(ctx, achievement, "2026-03-01T12:00:00Z");
    await award(ctx, achievement, "2026-03-01T12:00:00.001Z");
    await award(ctx, achievement, null);
    expect(await expireBadges(at(ctx, "2026-03-01"))).toEqual({ expired: 1 });
    expect(await expireBadges(at(ctx, "2026-03-01"))).toEqual({ expired: 0 });
    expect(await statuses(ctx)).toEqual(["expired", "awarded", "awarded"]);
    expect(await audit(ctx)).toEqual([{ subject: "badge", id: lapsed.id, badges: null }]);
  });

  test("has those evaluated who may earn theirs again, and nobody else", async () => {
    const ctx = await createTestOrganization(database);
    const renewed = await award(
      ctx,
      await activeAchievement(ctx, { renewable: true, expirePeriod: 10 }),
      "2026-03-01T00:00:00Z",
    );
    await award(ctx, await activeAchievement(ctx, { expirePeriod: 10 }), "2026-03-01T00:00:00Z");
    await database.everything.query("DELETE FROM evaluation_requests WHERE organization_id = $1", [
      ctx.organization.id,
    ]);
    expect(await expireBadges(at(ctx, "2026-03-02"))).toEqual({ expired: 2 });
    expect(await waiting(ctx)).toEqual([renewed.userId]);
  });

  test("writes one entry when an achievement ends for many, also when two look at once", async () => {
    const ctx = await createTestOrganization(database);
    const achievement = await activeAchievement(ctx);
    for (let n = 0; n < 101; n += 1) await award(ctx, achievement, "2026-03-01T00:00:00Z");
    const runs = await Promise.all(Array.from({ length: 4 }, () => expireBadges(at(ctx, "2026-03-02"))));
    expect(runs.reduce((sum, { expired }) => sum + expired, 0)).toBe(101);
    expect(await audit(ctx)).toEqual([{ subject: "achievement", id: achievement, badges: "101" }]);
  });

  test("leaves other organisations alone, everything with the module off, and is not for peer mentors", async () => {
    const ctx = await createTestOrganization(database);
    await award(ctx, await activeAchievement(ctx), "2026-03-01T00:00:00Z");
    const now = at(ctx, "2026-03-02");
    expect(await expireBadges(at(await createTestOrganization(database), "2026-03-02"))).toEqual({
      expired: 0,
    });
    expect(await expireBadges({ ...now, modules: new Set() })).toEqual({ expired: 0 });
    const mentor = (await createTestMember(database, ctx)).ctx;
    await expect(expireBadges(mentor)).rejects.toMatchObject({ code: "forbidden" });
    expect(await statuses(ctx)).toEqual(["awarded"]);
  });
});
