import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { createAchievement, deactivateAchievement } from "@/lib/achievements/service";
import type { Ctx } from "@/lib/context";
import { loadHistories } from "@/lib/criteria/load.test-support";
import { criteriaFor } from "@/lib/criteria/random-criteria.test-support";
import { historyIn } from "@/lib/criteria/random-histories.test-support";
import type { Criteria } from "@/lib/criteria/schema";
import { evaluateEverybody } from "@/lib/evaluation/evaluate";
import { previewAchievement, previewEverybody } from "@/lib/evaluation/preview-queries";
import { previewFilter } from "@/lib/evaluation/preview-schema";
import { publishAchievement } from "@/lib/evaluation/publish-service";
import { define } from "@/lib/testing/achievements";
import { badgesIn } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const ZONE = "Europe/Oslo";
const SEED = 20_261_120;
const NOW = new Date("2026-06-15T10:00:00Z");

const sample = <T>(arbitrary: fc.Arbitrary<T>, numRuns: number): T[] =>
  fc.sample(arbitrary, { seed: SEED, numRuns });

let made = 0;
async function draft(ctx: Ctx, criteria: Criteria, isRepeatable: boolean) {
  made += 1;
  const key = `random_${made}`;
  const definition = define({
    key,
    triggerType: "criteria",
    triggerThreshold: undefined,
    criteria: JSON.stringify(criteria),
    isRepeatable,
  });
  return { key, ...(await createAchievement(ctx, definition)) };
}

const everything = previewFilter.parse({});

/** Whom the preview names, and for which occurrences: "<user> <occurrence>". */
async function named(ctx: Ctx, id: string): Promise<string[]> {
  const { counted } = await previewEverybody(ctx, id, {});
  return (counted?.rows ?? [])
    .flatMap(({ userId, occurrences }) => occurrences.map((occurrence) => `${userId} ${occurrence}`))
    .toSorted();
}
async function standingAwards(ctx: Ctx, key: string): Promise<string[]> {
  const badges = await badgesIn(database, ctx);
  return badges
    .filter((badge) => badge.key === key && badge.status === "awarded")
    .map(({ user_id, occurrence }) => `${user_id} ${occurrence}`)
    .toSorted();
}

/** Of every few badges of an achievement one is taken back by a person, by the reconcile, declined, or runs out. */
const disturb = (id: string) =>
  database.everything.query(
    `WITH numbered AS (SELECT e.id, e.user_id, row_number() OVER (ORDER BY e.user_id, e.occurrence) % 6 AS n FROM earned_badges e WHERE e.achievement_id = $1 AND e.status = 'awarded')
     UPDATE earned_badges e SET
       status = CASE n WHEN 0 THEN 'revoked' WHEN 1 THEN 'revoked' WHEN 2 THEN 'expired' ELSE 'awarded' END::earned_badge_status,
       revoked_at = CASE WHEN n < 2 THEN now() END, revocation_reason = CASE WHEN n < 2 THEN 'test' END,
       revoked_by_user_id = CASE n WHEN 0 THEN e.user_id END,
       declined_at = CASE n WHEN 3 THEN now() ELSE declined_at END
     FROM numbered WHERE numbered.id = e.id`,
    [id],
  );

/** Random criteria also ask for a course that nobody has completed. */
const addUnknownCourse = (ctx: Ctx) =>
  database.everything.query(
    "INSERT INTO courses (organization_id, code, title) VALUES ($1, 'unknown', 'U')",
    [ctx.organization.id],
  );

describe("who would earn this, on random criteria and histories", () => {
  test.each([
    ["once", false],
    ["repeatedly", true],
  ])(
    "names exactly those whom publishing then awards, %s, also after some badges were taken back",
    async (_, isRepeatable) => {
      const organization = await createTestOrganization(database, { timeZone: ZONE });
      const ctx: Ctx = { ...organization, asOf: NOW };
      await loadHistories(database.everything, ctx.organization.id, sample(historyIn(ZONE), 40));
      await addUnknownCourse(ctx);
      let total = 0;
      for (const criteria of sample(criteriaFor(isRepeatable), 2).flat()) {
        const { id, key } = await draft(ctx, criteria, isRepeatable);
        for (const round of ["first", "again"]) {
          const expected = await named(ctx, id);
          const before = await standingAwards(ctx, key);
          const { counted } = await previewAchievement(ctx, id, everything);
          expect(counted?.totals.awards, `${round} ${JSON.stringify(criteria)}`).toBe(expected.length);
          const { awarded } = await publishAchievement(ctx, { id, how: "all", expected: expected.length });
          expect(awarded).toBe(expected.length);
          expect(await standingAwards(ctx, key)).toEqual([...before, ...expected].toSorted());
          expect(await named(ctx, id)).toEqual([]);
          total += awarded;
          await disturb(id);
          await deactivateAchievement(ctx, { id });
        }
      }
      expect(total).toBeGreaterThan(100);
      expect(await evaluateEverybody(ctx)).toMatchObject({ awarded: 0 });
    },
    120_000,
  );
});
