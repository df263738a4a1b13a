import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { badgeFilters } from "@/lib/badges/filter-schema";
import { listBadges } from "@/lib/badges/list-queries";
import type { Ctx } from "@/lib/context";
import { manualAchievement } from "@/lib/testing/active-achievement";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let organization: Ctx;
let coordinator: Ctx;
let thanks: string;

/** 120 awards, in threes of the very same instant, told apart by their microseconds only. */
beforeAll(async () => {
  database = await testDatabase();
  organization = await createTestOrganization(database);
  coordinator = (await createTestMember(database, organization, { role: "coordinator" })).ctx;
  thanks = await manualAchievement(organization, { name: "Takk", isRepeatable: true });
  const { userId } = await createTestMember(database, organization, {
    name: "Åse 100% Ærlig",
    email: "aase@example.org",
  });
  await database.everything.query(
    `INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source, awarded_at, expires_at)
     SELECT $1, $2, v.id, $3, n::text, 'automatic',
       '2026-03-01T00:00:00Z'::timestamptz + (n / 3) * interval '1 microsecond',
       CASE WHEN n <= 10 THEN '2026-03-02T00:00:00Z'::timestamptz END
     FROM generate_series(1, 120) n, achievement_versions v WHERE v.achievement_id = $2`,
    [organization.organization.id, thanks, userId],
  );
});
afterAll(() => database.close());

const list = (query: Record<string, string>, ctx = coordinator) => listBadges(ctx, badgeFilters.parse(query));

describe("the list of earned badges", () => {
  test("shows every badge exactly once, page after page, and the same pages backwards", async () => {
    const forwards: string[][] = [];
    let page = await list({});
    for (;;) {
      forwards.push(page.rows.map(({ id }) => id));
      if (!page.next) break;
      page = await list({ after: page.next });
    }
    expect(forwards.map((ids) => ids.length)).toEqual([50, 50, 20]);
    expect(new Set(forwards.flat()).size).toBe(120);

    const backwards = [page.rows.map(({ id }) => id)];
    while (page.previous) {
      page = await list({ before: page.previous });
      backwards.unshift(page.rows.map(({ id }) => id));
    }
    expect(backwards).toEqual(forwards);
  });

  test("finds people and achievements by a part of their name, percent signs and Norwegian letters included", async () => {
    expect((await list({ q: "100% æ" })).rows).toHaveLength(50);
    expect((await list({ q: "AASE@" })).rows).toHaveLength(50);
    expect((await list({ q: "takk" })).rows).toHaveLength(50);
    expect((await list({ q: "%_%" })).rows).toEqual([]);
  });

  test("filters by standing as it is read, by source, achievement and period of the organisation's calendar", async () => {
    expect((await list({ status: "expired" })).rows).toHaveLength(10);
    expect((await list({ status: "expired" })).rows[0]?.standing).toBe("expired");
    expect((await list({ status: "awarded" })).rows.some(({ standing }) => standing !== "awarded")).toBe(
      false,
    );
    expect((await list({ source: "manual" })).rows).toEqual([]);
    expect((await list({ achievement: thanks, period: "2026-Q1" })).rows).toHaveLength(50);
    expect((await list({ period: "2026-02" })).rows).toEqual([]);
    expect((await list({ period: "2026-03" })).rows).toHaveLength(50);
  });

  test("takes an address that makes no sense as one without filters", async () => {
    const odd = { status: "lost", source: "x", achievement: "1", period: "2026-13", after: "nonsense" };
    expect((await list(odd)).rows).toHaveLength(50);
  });

  test("shows another organisation none of it, and a peer mentor nothing", async () => {
    const other = await createTestOrganization(database);
    const admin = await createTestMember(database, other, { role: "org_admin" });
    expect(await list({ achievement: thanks }, admin.ctx)).toMatchObject({ rows: [], next: null });
    const peer = await createTestMember(database, organization);
    await expect(async () => list({}, peer.ctx)).rejects.toMatchObject({ code: "forbidden" });
  });
});
