import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { loadFacts, loadHistories } from "@/lib/criteria/load.test-support";
import { earned } from "@/lib/criteria/naive.test-support";
import type { History } from "@/lib/criteria/naive-rules.test-support";
import { criteriaFor } from "@/lib/criteria/random-criteria.test-support";
import { historyIn, kinds, nowIn } from "@/lib/criteria/random-histories.test-support";
import type { Criteria } from "@/lib/criteria/schema";
import { env } from "@/lib/env";
import { evaluateEverybody } from "@/lib/evaluation/evaluate";
import { reconcileEverybody } from "@/lib/evaluation/reconcile-service";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

const timeZone = "Europe/Oslo";

type Correction = "none" | "void" | "kind" | "minutes";
const correction = fc.constantFrom<Correction>("none", "none", "none", "void", "kind", "minutes");

/** The same history with some of it corrected: voided, of another kind, shorter. */
function corrected(person: History, corrections: readonly Correction[]): History {
  const at = (n: number) => corrections[n % corrections.length];
  const isVoided = (one: { voided: boolean }, n: number) => one.voided || at(n) === "void";
  return {
    ...person,
    activities: person.activities.map((one, n) => ({
      ...one,
      voided: isVoided(one, n),
      kind: at(n) === "kind" ? (kinds[0] ?? one.kind) : one.kind,
      minutes: at(n) === "minutes" ? 15 : one.minutes,
    })),
    referrals: person.referrals.map((one, n) => ({ ...one, voided: isVoided(one, n) })),
    registrations: person.registrations.map((one, n) => ({ ...one, voided: isVoided(one, n) })),
  };
}

const story = fc.boolean().chain((isRepeatable) =>
  fc.record({
    isRepeatable: fc.constant(isRepeatable),
    criteria: criteriaFor(isRepeatable),
    people: fc.array(historyIn(timeZone), { minLength: 3, maxLength: 5 }),
    corrections: fc.array(correction, { minLength: 3, maxLength: 7 }),
    now: nowIn(timeZone),
    /** Every so manieth award is taken back by a person before. */
    revoked: fc.integer({ min: 2, max: 5 }),
  }),
);

async function defineAll({ organization }: Ctx, criteria: readonly Criteria[], isRepeatable: boolean) {
  await database.everything.query(
    `INSERT INTO achievements (organization_id, key, name, description, category, trigger_type, criteria, status, is_repeatable, unmet_policy)
     SELECT $1, 'a' || n, 'a' || n, '', 'activity', 'criteria', c, 'active', $3, 'revoke'
     FROM jsonb_array_elements($2::jsonb) WITH ORDINALITY e (c, n)`,
    [organization.id, JSON.stringify(criteria), isRepeatable],
  );
  await database.everything.query(
    `INSERT INTO achievement_versions (organization_id, achievement_id, number, definition)
     SELECT organization_id, id, 1, to_jsonb(a) FROM achievements a WHERE organization_id = $1`,
    [organization.id],
  );
}

/** Awards of a status as `achievement person occurrence`, those a person revoked apart. */
async function awards({ organization }: Ctx, condition: string): Promise<string[]> {
  const { rows } = await database.everything.query<{ award: string }>(
    `SELECT a.key || ' ' || e.user_id || ' ' || e.occurrence AS award FROM earned_badges e
     JOIN achievements a ON a.id = e.achievement_id WHERE e.organization_id = $1 AND ${condition}`,
    [organization.id],
  );
  return rows.map(({ award }) => award).toSorted();
}

const change = (organizationId: string, sql: string, ...values: unknown[]) =>
  database.everything.query(sql, [organizationId, ...values]);

test("what stands after random corrections is what a fresh evaluation of what is left gives", async () => {
  await fc.assert(
    fc.asyncProperty(story, async ({ isRepeatable, criteria, people, corrections, now, revoked }) => {
      const ctx: Ctx = {
        ...(await createTestOrganization(database, { timeZone })),
        asOf: new Date(now),
      };
      const { id } = ctx.organization;
      await defineAll(ctx, criteria, isRepeatable);
      const ids = await loadHistories(database.everything, id, people);
      await evaluateEverybody(ctx);
      await change(
        id,
        `UPDATE earned_badges SET status = 'revoked', revoked_at = now(), revoked_by_user_id = gen_random_uuid(), revocation_reason = 'Feil'
         WHERE id IN (SELECT id FROM (SELECT id, row_number() OVER (ORDER BY id) AS n FROM earned_badges WHERE organization_id = $1) e
           WHERE n % $2 = 0)`,
        revoked,
      );
      for (const table of ["activities", "referrals", "course_registrations", "streak_pauses"]) {
        await change(id, `DELETE FROM ${table} WHERE organization_id = $1`);
      }
      const left = people.map((person) => corrected(person, corrections));
      await loadFacts(database.everything, id, left, ids);
      const preview = await reconcileEverybody(ctx, { dryRun: true });
      expect(await reconcileEverybody(ctx)).toMatchObject({ revoked: preview.revoked });

      const taken = new Set(await awards(ctx, "e.revoked_by_user_id IS NOT NULL"));
      const world = { timeZone, now, isRepeatable };
      const expected = criteria
        .flatMap((one, a) =>
          left.flatMap((person, p) =>
            [...earned(one, person, world).keys()].map((occurrence) => `a${a + 1} ${ids[p]} ${occurrence}`),
          ),
        )
        .filter((award) => !taken.has(award))
        .toSorted();
      // What was there before and is still right stands, and nothing else does; what is new comes with the evaluation.
      const standing = await awards(ctx, "e.status = 'awarded'");
      expect(standing.filter((award) => !expected.includes(award))).toEqual([]);
      await evaluateEverybody(ctx);
      expect(await awards(ctx, "e.status = 'awarded'")).toEqual(expected);
      expect(await reconcileEverybody(ctx)).toMatchObject({ revoked: 0 });
    }),
    { numRuns: env.HEDER_TEST_SLOW ? 100 : 12 },
  );
}, 600_000);
