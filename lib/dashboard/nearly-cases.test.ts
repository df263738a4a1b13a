import { afterAll, beforeAll, expect, test } from "vitest";
import type { AchievementInput } from "@/lib/achievements/schema";
import type { Ctx } from "@/lib/context";
import { refreshDashboard } from "@/lib/dashboard/refresh-service";
import { evaluateEverybody } from "@/lib/evaluation/evaluate";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { badgesIn } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** A Wednesday in the middle of June, in Oslo. */
const NOW = new Date("2026-06-17T10:00:00Z");

type Person = Readonly<{
  /** Days with an activity at noon; `2026-05-12 visit` says of which kind. */
  days: readonly string[];
  paused?: readonly [from: string, to: string];
  /** Whether one activity more gives the badge. */
  near: boolean;
}>;
type Case = Readonly<{
  name: string;
  criteria: Readonly<{ match?: unknown; rules: readonly object[] }>;
  repeats?: boolean;
  /** Of the activity that comes. */
  kind?: string;
  people: readonly Person[];
}>;

const near = (...days: string[]): Person => ({ days, near: true });
const far = (...days: string[]): Person => ({ days, near: false });
const streak = (unit: string, threshold: number, more: object = {}) => ({
  type: "activity_streak",
  unit,
  threshold,
  ...more,
});

const CASES: readonly Case[] = [
  {
    name: "three months on end",
    criteria: { rules: [streak("month", 3)] },
    people: [
      near("2026-04-30", "2026-05-01"),
      near("2025-01-10", "2026-04-02", "2026-05-20"),
      // This month has had its activity.
      far("2026-05-01", "2026-06-02"),
      // A month is missing.
      far("2026-03-10", "2026-04-10"),
      far("2026-03-10", "2026-05-10"),
      // One short, but long ago.
      far("2025-03-10", "2025-04-10"),
      // Long enough already.
      far("2025-03-10", "2025-04-10", "2025-05-10", "2026-04-10", "2026-05-10"),
      far(),
    ],
  },
  {
    name: "two weeks on end",
    criteria: { rules: [streak("week", 2)] },
    people: [
      near("2026-06-14"),
      near("2026-06-08"),
      far("2026-06-15"),
      far("2026-06-07"),
      far("2026-06-14", "2026-06-15"),
    ],
  },
  {
    name: "two days on end",
    criteria: { rules: [streak("day", 2)] },
    people: [near("2026-06-16"), far("2026-06-17"), far("2026-06-15"), far()],
  },
  {
    name: "the first of all",
    criteria: { rules: [streak("week", 1)] },
    people: [near()],
  },
  {
    name: "a gap that a pause fills",
    criteria: { rules: [streak("month", 3)] },
    people: [
      { days: ["2026-03-10", "2026-04-10"], paused: ["2026-05-04", "2026-05-20"], near: true },
      { days: ["2026-02-10", "2026-03-10"], paused: ["2026-05-04", "2026-05-20"], near: false },
      { days: ["2026-02-10", "2026-03-10"], paused: ["2026-04-04", "2026-06-20"], near: true },
      { days: ["2026-04-10", "2026-05-10"], paused: ["2026-06-01", "2026-06-30"], near: true },
    ],
  },
  {
    name: "the next of several lengths",
    criteria: {
      rules: [{ type: "activity_streak", unit: "month", thresholds: [2, 4] }],
    },
    repeats: true,
    people: [
      near("2026-05-10"),
      near("2026-03-10", "2026-04-10", "2026-05-10"),
      far("2026-04-10", "2026-05-10"),
      far("2025-01-10", "2025-02-10", "2025-03-10", "2026-05-10"),
      far("2026-02-10", "2026-03-10", "2026-04-10", "2026-05-10"),
    ],
  },
  {
    name: "again and again",
    criteria: { rules: [streak("month", 2)] },
    repeats: true,
    people: [
      near("2026-05-10"),
      near("2026-03-10", "2026-04-10", "2026-05-10"),
      far("2026-04-10", "2026-05-10"),
    ],
  },
  {
    name: "of a kind",
    criteria: { rules: [streak("month", 2, { filter: { kinds: ["visit"] } })] },
    kind: "visit",
    people: [near("2026-05-10 visit"), far("2026-05-10"), far("2026-05-10 visit", "2026-06-10 visit")],
  },
  {
    name: "one activity for two rules at once",
    criteria: { match: "all", rules: [streak("month", 2), { type: "activity_count", threshold: 3 }] },
    people: [
      near("2026-05-10", "2026-05-11"),
      near("2026-05-10", "2026-06-10"),
      far("2026-05-10"),
      far("2026-03-10", "2026-03-11"),
      near("2025-05-10", "2025-05-11", "2026-05-10"),
    ],
  },
  {
    name: "no one activity for two rules of different kinds",
    criteria: {
      match: "all",
      rules: [
        streak("month", 2, { filter: { kinds: ["visit"] } }),
        { type: "activity_count", threshold: 1, filter: { kinds: ["call"] } },
      ],
    },
    kind: "visit",
    people: [near("2026-05-10 visit", "2026-05-11 call"), far("2026-05-10 visit")],
  },
  {
    name: "either of two",
    criteria: { match: "any", rules: [streak("month", 2), { type: "activity_count", threshold: 5 }] },
    people: [
      near("2026-05-10"),
      near("2026-06-01", "2026-06-02", "2026-06-03", "2026-06-04"),
      far("2026-06-01", "2026-06-02"),
    ],
  },
  {
    name: "days and months with enough in them",
    criteria: { rules: [{ type: "active_periods", unit: "month", threshold: 2, minPerUnit: 2 }] },
    people: [
      near("2026-03-10", "2026-03-11", "2026-06-01"),
      far("2026-03-10", "2026-03-11"),
      far("2026-03-10", "2026-03-11", "2026-06-01", "2026-06-02"),
      far("2026-03-10", "2026-03-11", "2026-04-10"),
    ],
  },
  {
    name: "days of which today has begun",
    criteria: { rules: [{ type: "active_periods", unit: "day", threshold: 2 }] },
    people: [near("2026-03-10"), far("2026-06-17"), far("2026-03-10", "2026-03-11")],
  },
  {
    name: "this year, anew each year",
    criteria: { rules: [{ type: "activity_count", threshold: 2, window: "year" }] },
    repeats: true,
    people: [near("2026-05-10"), near("2025-05-10", "2025-05-11", "2026-05-10"), far("2025-05-10")],
  },
];

async function peopleOf(ctx: Ctx, people: readonly Person[]): Promise<string[]> {
  const ids: string[] = [];
  for (const { days, paused } of people) {
    const { userId } = await createTestMember(database, ctx);
    ids.push(userId);
    for (const day of days) {
      const [date, kind = "assignment"] = day.split(" ");
      await act(ctx, userId, `${date}T08:00:00Z`, kind);
    }
    if (!paused) continue;
    await database.everything.query(
      `INSERT INTO streak_pauses (organization_id, user_id, starts_on, ends_on, status, decided_at, idempotency_key)
       VALUES ($1, $2, $3, $4, 'approved', now(), gen_random_uuid())`,
      [ctx.organization.id, userId, ...paused],
    );
  }
  return ids;
}

const act = (ctx: Ctx, userId: string, at: string, kind: string) =>
  database.everything.query(
    "INSERT INTO activities (organization_id, user_id, kind, occurred_at) VALUES ($1, $2, $3, $4)",
    [ctx.organization.id, userId, kind, at],
  );

async function awardsOf(ctx: Ctx): Promise<ReadonlyMap<string, number>> {
  const awards = new Map<string, number>();
  for (const { user_id } of await badgesIn(database, ctx))
    awards.set(user_id, (awards.get(user_id) ?? 0) + 1);
  return awards;
}

async function named({ organization }: Ctx): Promise<ReadonlySet<string>> {
  const { rows } = await database.everything.query<{ user_id: string }>(
    "SELECT user_id FROM nearly_earned WHERE organization_id = $1",
    [organization.id],
  );
  return new Set(rows.map(({ user_id }) => user_id));
}

test.each(CASES)(
  "whom one activity would give it is who is given it by one: $name",
  async ({ criteria, repeats, kind = "assignment", people }) => {
    const ctx: Ctx = { ...(await createTestOrganization(database)), asOf: NOW };
    await activeAchievement(ctx, {
      triggerType: "criteria",
      triggerThreshold: undefined,
      criteria: { version: 1, ...criteria } as AchievementInput["criteria"],
      isRepeatable: repeats ?? false,
    });
    const ids = await peopleOf(ctx, people);
    await evaluateEverybody(ctx);
    const before = await awardsOf(ctx);
    await refreshDashboard(ctx);
    const isNamed = await named(ctx);

    for (const id of ids) await act(ctx, id, NOW.toISOString(), kind);
    await evaluateEverybody(ctx);
    const after = await awardsOf(ctx);

    const expected = people.map((person) => person.near);
    expect(ids.map((id) => isNamed.has(id))).toEqual(expected);
    expect(ids.map((id) => (after.get(id) ?? 0) > (before.get(id) ?? 0))).toEqual(expected);
  },
);
