import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { addActivities } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { assign, held, ladder } from "@/lib/tiers/ladder.test-support";
import { deactivateTier, reactivateTier } from "@/lib/tiers/ladder-service";
import type { TierInput } from "@/lib/tiers/schema";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

describe("a ladder", () => {
  test("gives each tier that was reached, of which the highest counts; again, it gives nothing", async () => {
    const { ctx, person } = await ladder(database);
    const [none, one, all] = [await person(2), await person(3), await person(10)];
    expect(await assign(ctx)).toMatchObject({ assigned: 2, superseded: 2, already: 0, revoked: 0 });
    expect(await held(database, ctx, none)).toEqual([]);
    expect(await held(database, ctx, one)).toEqual(["Bronse 2026 assigned"]);
    expect(await held(database, ctx, all)).toEqual([
      "Bronse 2026 superseded by Gull",
      "Gull 2026 assigned",
      "Sølv 2026 superseded by Gull",
    ]);
    expect(await assign(ctx)).toMatchObject({
      assigned: 0,
      superseded: 0,
      already: 4,
      revoked: 0,
      changed: [],
    });
  });

  test("is climbed as facts arrive, and climbed down after a correction", async () => {
    const { ctx, person } = await ladder(database);
    const userId = await person(4);
    await assign(ctx, [userId]);
    await addActivities(database, ctx, userId, { count: 2, from: "2026-05-01T12:00:00Z" });
    expect(await assign(ctx, [userId])).toMatchObject({ assigned: 1, superseded: 1, changed: [userId] });
    expect(await held(database, ctx, userId)).toEqual([
      "Bronse 2026 superseded by Sølv",
      "Sølv 2026 assigned",
    ]);
    await database.everything.query(
      "UPDATE activities SET voided_at = now(), void_reason = 'twice' WHERE user_id = $1 AND occurred_at > '2026-04-30'",
      [userId],
    );
    expect(await assign(ctx, [userId])).toMatchObject({ assigned: 1, revoked: 1 });
    expect(await held(database, ctx, userId)).toEqual(["Bronse 2026 assigned", "Sølv 2026 revoked"]);
  });

  test("counts inside the period only, by the organisation's calendar", async () => {
    const { ctx, person } = await ladder(database);
    const late = await person(3, "2025-12-30T23:30:00Z");
    await assign(ctx);
    // 31 December and two days of January in Oslo.
    expect(await held(database, ctx, late)).toEqual([]);
  });

  test("gives Silver to who held Gold as soon as Gold goes out of use, and Gold back with it", async () => {
    const { ctx, admin, ids, person } = await ladder(database);
    const userId = await person(9);
    await assign(ctx);
    await deactivateTier(admin, { id: ids.Gull ?? "" });
    expect(await held(database, ctx, userId)).toEqual([
      "Bronse 2026 superseded by Sølv",
      "Gull 2026 superseded by Sølv",
      "Sølv 2026 assigned",
    ]);
    expect(await assign(ctx)).toMatchObject({ assigned: 0, superseded: 0, already: 2, revoked: 0 });
    await reactivateTier(admin, { id: ids.Gull ?? "" });
    expect(await held(database, ctx, userId)).toContain("Gull 2026 assigned");
  });

  test("leaves people who are not active as they were", async () => {
    const { ctx, person } = await ladder(database);
    const userId = await person(3);
    await assign(ctx);
    await database.everything.query(
      "UPDATE memberships SET status = 'inactive', deactivated_at = now() WHERE user_id = $1",
      [userId],
    );
    expect(await assign(ctx)).toMatchObject({ already: 0, revoked: 0 });
    expect(await held(database, ctx, userId)).toEqual(["Bronse 2026 assigned"]);
  });

  test("counts once for twenty evaluations at the same moment", async () => {
    const { ctx, person } = await ladder(database);
    await person(9);
    const runs = await Promise.all(Array.from({ length: 20 }, () => assign(ctx)));
    expect(runs.map(({ assigned }) => assigned).toSorted((a, b) => a - b)).toEqual([...Array(19).fill(0), 1]);
  });

  test("of which a step goes out of use while everybody is evaluated gives the next one, whichever comes first", async () => {
    const { ctx, admin, ids, person } = await ladder(database);
    const people = [await person(9), await person(9)];
    const evaluations = Array.from({ length: 5 }, () => assign(ctx));
    await Promise.all([...evaluations, deactivateTier(admin, { id: ids.Gull ?? "" }), assign(ctx)]);
    for (const userId of people) {
      const standing = await held(database, ctx, userId);
      expect(standing.filter((line) => line.endsWith("assigned"))).toEqual(["Sølv 2026 assigned"]);
      expect(standing.filter((line) => line.startsWith("Gull")).join()).toMatch(
        /^(Gull 2026 superseded by Sølv)?$/,
      );
    }
    expect(await assign(ctx)).toMatchObject({ assigned: 0, superseded: 0, already: 4, revoked: 0 });
  });

  test("is not climbed with the module off", async () => {
    const { ctx, person } = await ladder(database);
    await person(9);
    expect(await assign({ ...ctx, modules: new Set(["achievements_gamification"]) })).toMatchObject({
      assigned: 0,
    });
  });
});

describe("what is counted", () => {
  const counted = async (
    more: Partial<TierInput>,
    threshold: number,
    prepare: (ctx: Ctx, userId: string) => Promise<unknown>,
  ) => {
    const { ctx, person } = await ladder(database, { Nivå: threshold }, more);
    const userId = await person(0);
    await prepare(ctx, userId);
    await assign(ctx);
    return (await held(database, ctx, userId)).length === 1;
  };

  test.each([
    [1.5, true],
    [1.51, false],
  ])("is hours, to the minute: 90 minutes for %d", async (threshold, isReached) => {
    const hours = { criteriaType: "activity_hours" } as const;
    const reached = await counted(hours, threshold, (ctx, userId) =>
      database.everything.query(
        "INSERT INTO activities (organization_id, user_id, kind, occurred_at, minutes) VALUES ($1, $2, 'visit', '2026-03-01', 50), ($1, $2, 'visit', '2026-03-02', 40)",
        [ctx.organization.id, userId],
      ),
    );
    expect(reached).toBe(isReached);
  });

  test.each([
    ["2016-11-20", true],
    ["2016-11-21", false],
  ])("is years of membership, to the day: since %s for ten", async (joined, isReached) => {
    const years = { criteriaType: "membership_years", awardPeriod: "lifetime" } as const;
    const reached = await counted(years, 10, (_, userId) =>
      database.everything.query("UPDATE memberships SET joined_on = $2 WHERE user_id = $1", [userId, joined]),
    );
    expect(reached).toBe(isReached);
  });

  test("is activities of some kinds only, where a filter says so", async () => {
    const some = { criteriaFilter: { kinds: ["besøk"] } };
    const three = (kind: string) => (ctx: Ctx, userId: string) =>
      database.everything.query(
        "INSERT INTO activities (organization_id, user_id, kind, occurred_at) SELECT $1, $2, $3, '2026-03-01'::date + n FROM generate_series(1, 3) n",
        [ctx.organization.id, userId, kind],
      );
    expect(await counted(some, 3, three("besøk"))).toBe(true);
    expect(await counted(some, 3, three("møte"))).toBe(false);
  });

  test.each([
    ["2,000 edits and six months", 2_000, "2026-05-01", true],
    ["2,000 edits within six months", 2_000, "2026-05-10", false],
    ["1,999 edits and six months", 1_999, "2026-05-01", false],
  ])("is two things where extra criteria say so: %s", async (_, count, first, isReached) => {
    const extraCriteria = {
      version: 1 as const,
      rules: [{ type: "active_periods" as const, unit: "month" as const, threshold: 7 }],
    };
    const reached = await counted({ awardPeriod: "lifetime", extraCriteria }, 2_000, async (ctx, userId) => {
      await addActivities(database, ctx, userId, { count: 1, from: `${first}T12:00:00Z` });
      const months = first === "2026-05-01" ? 6 : 5;
      await database.everything.query(
        "INSERT INTO activities (organization_id, user_id, kind, occurred_at) SELECT $1, $2, 'edit', timestamptz '2026-11-19 12:00Z' - make_interval(months => n % $4) FROM generate_series(1, $3 - 1) n",
        [ctx.organization.id, userId, count, months],
      );
    });
    expect(reached).toBe(isReached);
  });
});
