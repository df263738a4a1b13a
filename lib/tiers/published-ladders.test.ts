import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { env } from "@/lib/env";
import { addActivities } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { absent, hasHistory, historyRows, loadHistory, ofOneIn } from "@/lib/testing/histories";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";
import { recalculatePeriod } from "@/lib/tiers/close-service";
import { assign, held, ladder, NOW, tier } from "@/lib/tiers/ladder.test-support";
import { createTier } from "@/lib/tiers/ladder-service";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Hours in twelve months for bronze, silver and gold (the President's Volunteer Service Award). */
const HOURS_BY_AGE = [
  ["5 to 10", [26, 50, 75]],
  ["11 to 15", [50, 75, 100]],
  ["16 to 25", [100, 175, 250]],
  ["adults", [100, 250, 500]],
] as const;

describe("the President's Volunteer Service Award", () => {
  test.each(HOURS_BY_AGE)("gives %s each level at its hours, and not a minute before", async (_, hours) => {
    const [bronze, silver, gold] = hours;
    const { ctx } = await ladder(
      database,
      { Bronze: bronze, Silver: silver, Gold: gold },
      { criteriaType: "activity_hours" },
    );
    const expected = new Map<number, string | null>();
    for (const [index, name] of ["Bronze", "Silver", "Gold"].entries()) {
      const minutes = (hours[index] ?? 0) * 60;
      expected.set(minutes - 1, ["Bronze", "Silver"][index - 1] ?? null).set(minutes, name);
    }
    const people = new Map<string, string | null>();
    for (const [minutes, name] of expected) {
      const { userId } = await createTestMember(database, ctx);
      people.set(userId, name);
      // In pieces of at most 20 hours, as no single activity lasts for weeks.
      await database.everything.query(
        `INSERT INTO activities (organization_id, user_id, kind, occurred_at, minutes)
         SELECT $1, $2, 'service', timestamptz '2026-01-10' + n * interval '1 hour', least(1200, $3 - n * 1200)
         FROM generate_series(0, ($3 - 1) / 1200) n`,
        [ctx.organization.id, userId, minutes],
      );
    }
    await assign(ctx);
    for (const [userId, name] of people) {
      const standing = (await held(database, ctx, userId)).filter((line) => line.endsWith("assigned"));
      expect(standing).toEqual(name ? [`${name} 2026 assigned`] : []);
    }
  });
});

/** Edits and years since registering, both needed (Wikipedia's service awards from three months on). */
const SERVICE = [
  ["Apprentice Editor", 1_000, 0.25],
  ["Journeyman Editor", 2_000, 0.5],
  ["Yeoman Editor", 4_000, 1],
  ["Experienced Editor", 6_000, 1.5],
  ["Veteran Editor", 8_000, 2],
  ["Veteran Editor II", 12_000, 2.5],
  ["Veteran Editor III", 16_000, 3],
  ["Veteran Editor IV", 20_000, 3.5],
  ["Senior Editor", 24_000, 4],
  ["Senior Editor II", 28_500, 4.5],
  ["Senior Editor III", 33_000, 5],
  ["Master Editor", 42_000, 6],
  ["Master Editor II", 51_000, 7],
  ["Master Editor III", 60_000, 8],
  ["Master Editor IV", 78_000, 10],
  ["Grandmaster Editor", 96_000, 12],
  ["Grandmaster Editor First-Class", 114_000, 14],
  ["Vanguard Editor", 132_000, 16],
] as const;

describe("Wikipedia's service awards", () => {
  let ctx: Ctx;
  let editor: string;
  let edits = 0;
  beforeAll(async () => {
    ({ ctx } = await ladder(database, {}));
    for (const [name, count, years] of SERVICE) {
      const extraCriteria = {
        version: 1 as const,
        rules: [{ type: "membership_years" as const, threshold: years }],
      };
      await createTier(ctx, tier(name, count, { awardPeriod: "lifetime", extraCriteria }));
    }
    editor = (await createTestMember(database, ctx)).userId;
  });

  /** The level of somebody with so many edits who registered on that day. */
  async function level(count: number, joined: Temporal.PlainDate) {
    await addActivities(database, ctx, editor, { count: count - edits, from: "1970-01-01T12:00:00Z" });
    edits = count;
    await database.everything.query("UPDATE memberships SET joined_on = $2 WHERE user_id = $1", [
      editor,
      joined.toString(),
    ]);
    await assign(ctx, [editor]);
    const standing = await held(database, ctx, editor);
    return standing.filter((line) => line.endsWith(" assigned"));
  }

  test.each(SERVICE)("give %s at %d edits and %d years, and at neither without the other", async (...row) => {
    const [name, count, years] = row;
    const before = SERVICE[SERVICE.findIndex((one) => one[0] === name) - 1]?.[0];
    const today = NOW.toISOString().slice(0, 10);
    const joined = Temporal.PlainDate.from(today).subtract({ months: 12 * years });
    const lower = before ? [`${before} lifetime assigned`] : [];
    expect(await level(count - 1, joined)).toEqual(lower);
    expect(await level(count, joined.add({ days: 1 }))).toEqual(lower);
    expect(await level(count, joined)).toEqual([`${name} lifetime assigned`]);
  });
});

const OULAD = "oulad";
const STEPS = { Bronze: 3, Silver: 6, Gold: 9 } as const;

/** One of so many people, unless everything is asked for. */
const SHARE = env.HEDER_TEST_SLOW ? 1 : 10;

describe(`the submissions of one of ${SHARE} of the Open University's 28,785 people`, () => {
  test(`give the yearly tiers that a plain count over the file says${absent(OULAD)}`, async () => {
    if (!hasHistory(OULAD)) return;
    const ctx = await createTestOrganization(database, { timeZone: "Europe/London" });
    await loadHistory(database, ctx, OULAD, { share: SHARE });
    const admin: Ctx = (await createTestMember(database, ctx, { role: "org_admin" })).ctx;
    for (const [name, threshold] of Object.entries(STEPS)) await createTier(admin, tier(name, threshold));

    const counts = new Map<string, number>();
    for (const { person = "", occurred_at = "" } of ofOneIn(SHARE, historyRows(OULAD, "activities"))) {
      const key = `${person} ${occurred_at.slice(0, 4)}`;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    for (const year of ["2013", "2014", "2015"]) {
      const steps = Object.entries(STEPS);
      const expected = [...counts].flatMap(([key, count]) => {
        const [person, its] = key.split(" ");
        const reached = its === year ? steps.filter(([, threshold]) => count >= threshold) : [];
        return reached.map(
          ([name], index) =>
            `${person} ${name} ${count} ${index === reached.length - 1 ? "assigned" : "superseded"}`,
        );
      });
      const outcome = await recalculatePeriod(admin, { period: year });
      const { rows } = await database.everything.query<{ line: string }>(
        `SELECT m.external_ref || ' ' || t.name || ' ' || trim_scale(s.metric_value) || ' ' || s.status AS line FROM tier_assignments s
         JOIN recognition_tiers t ON t.id = s.tier_id
         JOIN memberships m ON m.organization_id = s.organization_id AND m.user_id = s.user_id
         WHERE s.organization_id = $1 AND s.period_key = $2`,
        [ctx.organization.id, year],
      );
      expect(rows.map(({ line }) => line).toSorted()).toEqual(expected.toSorted());
      const assigned = expected.filter((line) => line.endsWith("assigned")).length;
      expect(outcome).toMatchObject({
        assigned,
        superseded: expected.length - assigned,
        already: 0,
        revoked: 0,
      });
      expect(await recalculatePeriod(admin, { period: year })).toMatchObject({
        assigned: 0,
        already: expected.length,
      });
    }
  }, 300_000);
});
