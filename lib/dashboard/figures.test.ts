import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { readDashboard } from "@/lib/dashboard/figures-queries";
import { refreshDashboard } from "@/lib/dashboard/refresh-service";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let made: Awaited<ReturnType<typeof make>>;
beforeAll(async () => {
  database = await testDatabase();
  made = await make();
});
afterAll(() => database.close());

const query = async <Row extends object>(text: string, values: unknown[] = []): Promise<Row[]> =>
  (await database.everything.query<Row>(text, values)).rows;

type Badge = { user_id: string; awarded_at: Date; status: string };

// Around the beginning of 2025 and 2026 in Oslo, and the days on which the clocks change.
const AROUND = [
  "2024-12-31T21:30:00Z",
  "2025-03-30T00:30:00Z",
  "2025-10-26T00:30:00Z",
  "2025-12-31T21:30:00Z",
];

/** An hour apart from one person to the next. */
const momentsOf = (userId: string, n: number) =>
  AROUND.map((start, at) => ({
    user_id: userId,
    n,
    place: at + 1,
    at: new Date(Date.parse(start) + (n % 4) * 3_600_000),
  })).filter(({ place }) => (n + place) % 3 !== 0);

/** Forty people in two groups with activities, badges and certificates about two New Years in Oslo. */
async function make() {
  const ctx = await createTestOrganization(database);
  const id = ctx.organization.id;
  const achievement = await activeAchievement(ctx, { isRepeatable: true });
  const people: string[] = [];
  for (let n = 0; n < 40; n += 1) people.push((await createTestMember(database, ctx)).userId);
  const [group] = await query<{ id: string }>(
    "INSERT INTO groups (organization_id, key, name) VALUES ($1, 'g', 'Oslo') RETURNING id",
    [id],
  );
  await query(
    "INSERT INTO group_members (organization_id, group_id, user_id) SELECT $1, $2, unnest($3::uuid[])",
    [id, group?.id, people.slice(0, 15)],
  );
  await query(
    "UPDATE memberships SET status = 'inactive', deactivated_at = '2025-03-30T01:30:00Z' WHERE user_id = $1",
    [people[39]],
  );
  const moments = people.flatMap(momentsOf);
  await query(
    `INSERT INTO earned_badges (organization_id, achievement_id, achievement_version_id, user_id, occurrence, source, status, awarded_at, revoked_at, revocation_reason)
     SELECT $1, $2, v.id, m.user_id, m.place::text, 'automatic', CASE WHEN m.n % 7 = 0 THEN 'revoked' ELSE 'awarded' END::earned_badge_status,
       m.at, CASE WHEN m.n % 7 = 0 THEN m.at END, CASE WHEN m.n % 7 = 0 THEN 'x' END
     FROM jsonb_to_recordset($3) m (user_id uuid, n int, place int, at timestamptz)
     CROSS JOIN (SELECT id FROM achievement_versions WHERE achievement_id = $2 ORDER BY number DESC LIMIT 1) v`,
    [id, achievement, JSON.stringify(moments)],
  );
  await query(
    `INSERT INTO activities (organization_id, user_id, kind, occurred_at, voided_at, void_reason)
     SELECT $1, m.user_id, 'visit', m.at, CASE WHEN m.n % 9 = 0 THEN m.at END, CASE WHEN m.n % 9 = 0 THEN 'x' END
     FROM jsonb_to_recordset($2) m (user_id uuid, n int, at timestamptz)`,
    [id, JSON.stringify(moments)],
  );
  await refreshDashboard(ctx);
  return { ctx, people, group: group?.id ?? "" };
}

const local = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Europe/Oslo",
  year: "numeric",
  month: "2-digit",
});
const monthOf = (at: Date) => local.format(at).slice(0, 7);

const tally = (months: readonly string[]) => {
  const counts = new Map<string, number>();
  for (const month of months) counts.set(month, (counts.get(month) ?? 0) + 1);
  return [...counts].sort(([one], [other]) => (one < other ? -1 : 1));
};

const read = async (ctx: Ctx, choice: string) => (await readDashboard(ctx, choice)).figures;

describe.each(["2024", "2025", "2026", "2025-Q1", "2025-Q4"])("the figures of %s", (choice) => {
  const isIn = (at: Date) => {
    const [year = "", quarter] = choice.split("-Q");
    const month = monthOf(at);
    return month.startsWith(year) && (!quarter || Math.ceil(Number(month.slice(5)) / 3) === Number(quarter));
  };

  test("are those that plain loops over the rows count", async () => {
    const { ctx, group, people } = made;
    const figures = await read(ctx, choice);
    const badges = (
      await query<Badge>("SELECT * FROM earned_badges WHERE organization_id = $1", [ctx.organization.id])
    ).filter(({ awarded_at }) => isIn(awarded_at));
    const given = badges.filter(({ status }) => status === "awarded");
    expect(figures?.awards.map(({ month, badges: count }) => [month, count])).toEqual(
      tally(given.map(({ awarded_at }) => monthOf(awarded_at))),
    );
    const facts = (
      await query<{ user_id: string; occurred_at: Date }>(
        "SELECT * FROM activities WHERE organization_id = $1 AND voided_at IS NULL",
        [ctx.organization.id],
      )
    ).filter(({ occurred_at }) => isIn(occurred_at));
    const each = new Set(facts.map(({ user_id, occurred_at }) => `${monthOf(occurred_at)} ${user_id}`));
    expect(figures?.active.map(({ month, people: count }) => [month, count])).toEqual(
      tally([...each].map((one) => one.slice(0, 7))),
    );
    expect(figures?.activePeople).toBe(new Set(facts.map(({ user_id }) => user_id)).size);
    const reached = new Set(given.map(({ user_id }) => user_id));
    const active = people.slice(0, 39);
    const many = (some: readonly string[]) => some.filter((one) => reached.has(one)).length;
    expect([figures?.people, figures?.reached]).toEqual([39, many(active)]);
    expect(figures?.groups.toSorted((one) => (one.groupId ? -1 : 1))).toEqual([
      { groupId: group, people: 15, reached: many(active.slice(0, 15)) },
      { groupId: null, people: 24, reached: many(active.slice(15)) },
    ]);
    const ended = tally(
      badges.filter(({ status }) => status === "revoked").map(({ awarded_at }) => monthOf(awarded_at)),
    );
    const lapsed = figures?.lapses.filter(({ badges: count }) => count > 0);
    expect(lapsed?.map(({ month, badges: count }) => [month, count])).toEqual(ended);
    expect(figures?.lapses.reduce((sum, { people: count }) => sum + count, 0)).toBe(
      isIn(new Date("2025-03-30T01:30:00Z")) ? 1 : 0,
    );
  });
});

test("a change of a year that is over is counted by the next refresh", async () => {
  const { ctx } = made;
  const before = (await read(ctx, "2025"))?.awards.reduce((sum, { badges }) => sum + badges, 0) ?? 0;
  await query(
    `UPDATE earned_badges SET status = 'revoked', revoked_at = now(), revocation_reason = 'x' WHERE id = (
       SELECT id FROM earned_badges WHERE organization_id = $1 AND status = 'awarded' AND awarded_at BETWEEN '2025-02-01' AND '2025-11-01' LIMIT 1)`,
    [ctx.organization.id],
  );
  await refreshDashboard(ctx);
  expect((await read(ctx, "2025"))?.awards.reduce((sum, { badges }) => sum + badges, 0)).toBe(before - 1);
});

test("of a year before everything there is nothing, and before the first count it is not known", async () => {
  expect(await read(made.ctx, "1999")).toMatchObject({ awards: [], activePeople: 0, people: 0 });
  const fresh = await createTestOrganization(database);
  expect(await readDashboard(fresh, "this-year")).toMatchObject({ figures: null, now: null, asOf: null });
});

test("tiers are counted by the highest each person had, and one that was not reached again has ended", async () => {
  const ctx = await createTestOrganization(database);
  const id = ctx.organization.id;
  const tiers = await query<{ id: string }>(
    `INSERT INTO recognition_tiers (organization_id, name, icon_key, criteria_type, criteria_threshold, award_period, display_order)
     SELECT $1, 'Tier ' || n, 'star', 'activity_count', n, 'annual', n FROM generate_series(1, 2) n RETURNING id`,
    [id],
  );
  const [bronze, silver] = tiers.map((tier) => tier.id);
  const hold = async (tier: string | undefined, year: number, userId: string) =>
    query(
      `INSERT INTO tier_assignments (organization_id, tier_id, user_id, period_key, period_start, period_end, metric_value, assigned_at)
       VALUES ($1, $2, $3, $4::int::text, make_timestamptz($4::int, 1, 1, 0, 0, 0, 'Europe/Oslo'), make_timestamptz($4::int + 1, 1, 1, 0, 0, 0, 'Europe/Oslo'), 5,
         make_timestamptz($4::int, 6, 1, 0, 0, 0, 'Europe/Oslo'))`,
      [id, tier, userId, year],
    );
  const [kari, ola] = [await createTestMember(database, ctx), await createTestMember(database, ctx)];
  await hold(silver, 2024, kari.userId);
  await hold(bronze, 2024, ola.userId);
  await hold(bronze, 2025, kari.userId);
  await refreshDashboard(ctx);
  const by = (choice: string) =>
    read(ctx, choice).then(
      (figures) => new Map(figures?.tiers.map(({ tierId, people }) => [tierId, people])),
    );
  expect(await by("2024")).toEqual(
    new Map([
      [silver, 1],
      [bronze, 1],
    ]),
  );
  expect(await by("2025")).toEqual(new Map([[bronze, 1]]));
  await query("UPDATE memberships SET status = 'inactive', deactivated_at = now() WHERE user_id = $1", [
    ola.userId,
  ]);
  await query("UPDATE memberships SET joined_on = '2025-01-01' WHERE user_id = $1", [kari.userId]);
  // Counted anew each day.
  await query(
    "UPDATE dashboard_figures SET counted_at = now() - interval '2 days' WHERE organization_id = $1",
    [id],
  );
  await refreshDashboard(ctx);
  // Who has left, or had not come yet, is none of the people that the rest of them are told apart from.
  expect([await by("2024"), (await read(ctx, "2024"))?.people]).toEqual([new Map(), 0]);
  expect([await by("2025"), (await read(ctx, "2025"))?.people]).toEqual([new Map([[bronze, 1]]), 1]);
  // What was reached in June was nobody's in the first quarter.
  expect(await by("2025-Q1")).toEqual(new Map());
  expect((await read(ctx, "2025"))?.lapses).toEqual([
    { month: "2025-01", badges: 0, certificates: 0, tiers: 1, people: 0 },
  ]);
});

test("they are for those who look after others, of their own organisation", async () => {
  const { ctx } = made;
  const mentor = await createTestMember(database, ctx);
  await expect(readDashboard(mentor.ctx, "this-year")).rejects.toMatchObject({ code: "forbidden" });
  const other = await createTestOrganization(database);
  const stranger = await createTestMember(database, other, { role: "org_admin" });
  expect(await readDashboard(stranger.ctx, "2025")).toMatchObject({ figures: null, groups: [] });
});
