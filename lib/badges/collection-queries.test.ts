import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { getBadgeOf } from "@/lib/badges/badge-of-queries";
import { collectionOf, listCollection } from "@/lib/badges/collection-queries";
import { collectionFilter } from "@/lib/badges/collection-schema";
import type { Ctx } from "@/lib/context";
import { ask } from "@/lib/database/question";
import { inTenant } from "@/lib/db";
import { activeAchievement, manualAchievement } from "@/lib/testing/active-achievement";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const give = (
  ctx: Ctx,
  userId: string,
  achievementId: string,
  occurrences: readonly (readonly [string, string])[],
) =>
  database.everything.query(
    `INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source, met_on, awarded_at)
     SELECT $1, $2, (SELECT id FROM achievement_versions WHERE achievement_id = $2 ORDER BY number DESC LIMIT 1), $3, o.name, 'automatic', o.day,
       o.day + time '12:00' FROM unnest($4::text[], $5::date[]) o (name, day)`,
    [
      ctx.organization.id,
      achievementId,
      userId,
      occurrences.map(([name]) => name),
      occurrences.map(([, day]) => day),
    ],
  );

const yearly = (ctx: Ctx, name: string) =>
  activeAchievement(ctx, {
    name,
    isRepeatable: true,
    triggerType: "criteria",
    triggerThreshold: undefined,
    criteria: { version: 1, rules: [{ type: "activity_count", threshold: 1, window: "year" }] },
  });

async function place() {
  const ctx = await createTestOrganization(database);
  const holder = await createTestMember(database, ctx);
  const peer = await createTestMember(database, ctx);
  return { ctx, holder, peer };
}
const collection = (ctx: Ctx, userId: string) =>
  inTenant(ctx, (tx, now) => ask(tx, collectionOf(ctx, userId, now)));
const filter = (some: object = {}) => collectionFilter.parse(some);

describe("a collection", () => {
  test("shows what was earned several times once, with how often and the newest of them", async () => {
    const { ctx, holder, peer } = await place();
    const achievement = await yearly(ctx, "Årlig");
    await give(ctx, holder.userId, achievement, [
      ["2024", "2024-03-01"],
      ["2026", "2026-03-01"],
      ["2025", "2025-03-01"],
    ]);
    const { badges, categories } = await collection(peer.ctx, holder.userId);
    expect(badges).toBe(3);
    expect(categories).toMatchObject([
      {
        achievements: 1,
        badges: 3,
        shown: [{ name: "Årlig", occurrence: "2026", times: 3, metOn: "2026-03-01" }],
      },
    ]);
    const all = await listCollection(peer.ctx, holder.userId, filter({ achievement }));
    expect(all).toMatchObject({ achievement: "Årlig", total: 3, next: null });
    expect(all.rows.map(({ occurrence }) => occurrence)).toEqual(["2026", "2025", "2024"]);
    const page = await getBadgeOf(peer.ctx, holder.userId, all.rows[1]?.id ?? "");
    expect(page).toMatchObject({ total: 3, badge: { occurrence: "2025" } });
    expect(page.times.map(({ earnedOn }) => earnedOn)).toEqual(["2026-03-01", "2025-03-01", "2024-03-01"]);
  });

  test("of five thousand badges shows a few, says how many there are, and gives each of them once, page by page", async () => {
    const { ctx, holder } = await place();
    const often = await yearly(ctx, "Ofte");
    const months = Array.from({ length: 4_880 }, (_, n): [string, string] => [
      String(n + 1),
      new Date(Date.UTC(2013, 0, 1 + n)).toISOString().slice(0, 10),
    ]);
    await database.everything.query("ALTER TABLE earned_badges DISABLE TRIGGER USER");
    await give(ctx, holder.userId, often, months);
    for (let n = 0; n < 60; n += 1) {
      const category = n % 2 ? "learning" : "community";
      const id = await manualAchievement(ctx, { name: `Merke ${n}`, category });
      await give(ctx, holder.userId, id, [
        ["1", "2026-01-01"],
        ["2", "2026-01-02"],
      ]);
    }
    await database.everything.query("ALTER TABLE earned_badges ENABLE TRIGGER USER");

    const { badges, categories } = await collection(holder.ctx, holder.userId);
    expect(badges).toBe(5_000);
    expect(
      categories.map(({ achievements, badges: all, shown }) => [achievements, all, shown.length]),
    ).toEqual([
      [1, 4_880, 1],
      [30, 60, 12],
      [30, 60, 12],
    ]);

    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await listCollection(holder.ctx, holder.userId, filter({ after }));
      expect(page.total).toBe(61);
      expect(page.rows.length).toBeLessThanOrEqual(48);
      seen.push(...page.rows.map(({ name }) => name));
      after = page.next ?? undefined;
    } while (after);
    expect(new Set(seen).size).toBe(61);
    expect(seen).toHaveLength(61);

    const first = await listCollection(holder.ctx, holder.userId, filter({ achievement: often }));
    expect(first).toMatchObject({ total: 4_880, rows: { length: 48 } });
    const second = await listCollection(
      holder.ctx,
      holder.userId,
      filter({ achievement: often, after: first.next ?? undefined }),
    );
    expect(second.total).toBe(4_880);
    expect(second.rows[0]?.metOn).toBe(months.at(-49)?.[1]);
    const one = await getBadgeOf(holder.ctx, holder.userId, first.rows[0]?.id ?? "");
    expect(one).toMatchObject({ total: 4_880, times: { length: 12 } });
  });

  test("begins anew at a place nobody gave out, and knows no achievement the person does not hold", async () => {
    const { ctx, holder, peer } = await place();
    const achievement = await manualAchievement(ctx);
    for (const after of ["x", "W10", Buffer.from('["2026-01-01","9e99","x"]').toString("base64url")])
      expect(await listCollection(holder.ctx, holder.userId, filter({ after }))).toMatchObject({ rows: [] });
    await expect(listCollection(peer.ctx, holder.userId, filter({ achievement }))).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("a badge of somebody", () => {
  test("is seen by colleagues as far as it is shown, and by its holder in any case", async () => {
    const { ctx, holder, peer } = await place();
    const achievement = await yearly(ctx, "Årlig");
    await give(ctx, holder.userId, achievement, [["2026", "2026-03-01"]]);
    const id = (await listCollection(holder.ctx, holder.userId, filter())).rows[0]?.id ?? "";
    const stranger = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    const set = (change: string) =>
      database.everything.query(`UPDATE earned_badges SET ${change} WHERE id = $1`, [id]);
    const code = (asker: Ctx, userId = holder.userId) =>
      getBadgeOf(asker, userId, id).then(
        () => "seen",
        (error) => error.code,
      );
    expect(await code(peer.ctx)).toBe("seen");
    expect(await code(peer.ctx, peer.userId)).toBe("not_found");
    expect(await code(stranger.ctx)).toBe("not_found");
    await set("is_visible = false");
    expect([await code(peer.ctx), await code(holder.ctx)]).toEqual(["not_found", "seen"]);
    await set("is_visible = true, status = 'revoked', revoked_at = now(), revocation_reason = 'x'");
    expect([await code(peer.ctx), await code(holder.ctx)]).toEqual(["not_found", "seen"]);
    expect((await collection(holder.ctx, holder.userId)).badges).toBe(0);
  });
});
