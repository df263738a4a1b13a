import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { onePage, type PersonTable, personOf } from "@/lib/people/page-queries";
import { manualAchievement } from "@/lib/testing/active-achievement";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";

const LARGE = 6000;
const SMALL = 60;

let database: TestDatabase;
let large: Ctx;
let small: Ctx;

/** `count` people, each with one badge and one activity, a minute apart. */
async function filled(count: number): Promise<Ctx> {
  const ctx = await createTestOrganization(database);
  const { id } = ctx.organization;
  const achievement = await manualAchievement(ctx, { name: "Takk" });
  await database.everything.query(
    `WITH account AS (
       INSERT INTO users (name) SELECT 'Person ' || n FROM generate_series(1, $2::integer) n RETURNING id, name
     ), member AS (
       INSERT INTO memberships (organization_id, user_id, display_name, role) SELECT $1, id, name, 'peer_mentor' FROM account
       RETURNING user_id, display_name
     ), numbered AS (SELECT user_id, row_number() OVER () AS n FROM member), fact AS (
       INSERT INTO activities (organization_id, user_id, kind, occurred_at)
       SELECT $1, user_id, 'samtale', '2026-01-01Z'::timestamptz + n * interval '1 minute' FROM numbered
     )
     INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source, awarded_at)
     SELECT $1, $3, v.id, user_id, 'once', 'automatic', '2026-01-01Z'::timestamptz + n * interval '1 minute'
     FROM numbered, achievement_versions v WHERE v.achievement_id = $3`,
    [id, count, achievement],
  );
  return ctx;
}

beforeAll(async () => {
  database = await testDatabase();
  await database.everything.query("ANALYZE");
  large = await filled(LARGE);
  small = await filled(SMALL);
});
afterAll(() => database.close());

const MOMENT = { "earned_badges.user_id": "awarded_at", "activities.user_id": "occurred_at" } as const;
const INDEX = {
  "earned_badges.user_id": "idx_earned_badges_org_awarded",
  "activities.user_id": "idx_activities_org_time",
} as const;

const orderOf = (table: keyof typeof MOMENT) => Prisma.raw(`ORDER BY f.${MOMENT[table]} DESC, f.id LIMIT 51`);

const planOf = (ctx: Ctx, table: keyof typeof MOMENT) =>
  inTenant(
    ctx,
    async (tx) => {
      const page = await onePage(tx, ctx, { table, conditions: [], orderAndLimit: orderOf(table) });
      const lines = await tx.$queryRaw<{ "QUERY PLAN": string }[]>`
      EXPLAIN SELECT f.id, m.display_name FROM ${page} ${personOf({ table })} ${orderOf(table)}`;
      return lines.map((line) => line["QUERY PLAN"]).join("\n");
    },
    { walk: true },
  );

const namesOf = (ctx: Ctx, table: PersonTable, q: string, orElse?: Prisma.Sql) =>
  inTenant(ctx, async (tx) => {
    const orderAndLimit = orderOf("earned_badges.user_id");
    const page = await onePage(tx, ctx, { table, conditions: [], orderAndLimit, q, orElse });
    const rows = await tx.$queryRaw<{ name: string }[]>`
      SELECT m.display_name AS name FROM ${page} ${personOf({ table })} ${orderAndLimit}`;
    return rows.map(({ name }) => name);
  });

describe.each(["earned_badges.user_id", "activities.user_id"] as const)("a page of %s", (table) => {
  test.each(["of a day when there was next to nothing", "of today"])(
    "is a walk along its index, and names are looked up by key, with statistics %s",
    async (when) => {
      if (when === "of today") await database.everything.query("ANALYZE");
      for (const ctx of [large, small]) {
        const plan = await planOf(ctx, table);
        expect(plan).toContain(`using ${INDEX[table]}`);
        expect(plan).toMatch(/ on memberships m [^\n]*\n +Index Cond: .*user_id = f\.user_id/);
        expect(plan).not.toMatch(/Sort|Seq Scan|Bitmap|Hash/);
      }
    },
  );
});

describe("a text", () => {
  const table = "earned_badges.user_id";

  test("that few people have is looked up by person, newest first", async () => {
    // Person 123 and 1230 to 1239: the latest awards first.
    const names = await namesOf(large, table, "person 123");
    expect(names).toHaveLength(11);
    expect(new Set(names)).toEqual(
      new Set(["Person 123", ...Array.from({ length: 10 }, (_, n) => `Person 123${n}`)]),
    );
  });

  test("that most people have fills the page from the newest on", async () => {
    expect(await namesOf(large, table, "person")).toHaveLength(51);
  });

  test("that nobody has finds what the other condition finds, and nothing twice", async () => {
    expect(await namesOf(small, table, "nobody at all")).toEqual([]);
    const all = Prisma.sql`f.status = 'awarded'`;
    expect(await namesOf(small, table, "nobody at all", all)).toHaveLength(51);
    expect(await namesOf(small, table, "person 7", all)).toHaveLength(51);
    expect(new Set(await namesOf(small, table, "person 7", all)).size).toBe(51);
  });

  test("with wildcards is taken as it is typed", async () => {
    expect(await namesOf(large, table, "person_123")).toEqual([]);
    expect(await namesOf(large, table, "%")).toEqual([]);
  });
});
