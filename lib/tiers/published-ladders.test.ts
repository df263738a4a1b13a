import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { addActivities } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { absent, hasHistory, historyRows, loadHistory } from "@/lib/testing/histories";
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

/** Edits and whole years since registering, both needed (Wikipedia's service awards of a year and more). */
const SERVICE = [
  ["Journeyman", 4_000, 1],
  ["Experienced", 8_000, 2],
  ["Veteran", 16_000, 4],
] as const;

describe("Wikipedia's service awards", () => {
  test.each(SERVICE)(
    "give %s at %d edits and %d years, and at neither without the other",
    async (name, edits, years) => {
      const extraCriteria = {
        version: 1 as const,
        rules: [{ type: "membership_years" as const, threshold: years }],
      };
      const { ctx } = await ladder(database, { [name]: edits }, { awardPeriod: "lifetime", extraCriteria });
      const at = async (count: number, joined: string) => {
        const { userId } = await createTestMember(database, ctx);
        await database.everything.query("UPDATE memberships SET joined_on = $2 WHERE user_id = $1", [
          userId,
          joined,
        ]);
        await addActivities(database, ctx, userId, { count, from: "1970-01-01T12:00:00Z" });
        await assign(ctx, [userId]);
        return (await held(database, ctx, userId)).length === 1;
      };
      const then = NOW.getUTCFullYear() - years;
      expect(await at(edits, `${then}-11-20`)).toBe(true);
      expect(await at(edits - 1, `${then}-11-20`)).toBe(false);
      expect(await at(edits, `${then}-11-21`)).toBe(false);
    },
  );
});

const OULAD = "oulad";
const STEPS = { Bronze: 3, Silver: 6, Gold: 9 } as const;

describe("the Open University's submissions", () => {
  test(`give the yearly tiers that a plain count over the file says${absent(OULAD)}`, async () => {
    if (!hasHistory(OULAD)) return;
    const ctx = await createTestOrganization(database, { timeZone: "Europe/London" });
    await loadHistory(database, ctx, OULAD);
    const admin: Ctx = (await createTestMember(database, ctx, { role: "org_admin" })).ctx;
    for (const [name, threshold] of Object.entries(STEPS)) await createTier(admin, tier(name, threshold));

    const counts = new Map<string, number>();
    for (const { person = "", occurred_at = "" } of historyRows(OULAD, "activities")) {
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
