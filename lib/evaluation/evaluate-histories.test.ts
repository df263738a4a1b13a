import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { env } from "@/lib/env";
import { evaluateEverybody } from "@/lib/evaluation/evaluate";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { absent, hasHistory, historyRows, loadHistory, ofOneIn } from "@/lib/testing/histories";
import { createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** Awards as `achievement,person`, with as many entries as there are awards. */
async function awards({ organization }: Ctx): Promise<string[]> {
  const { rows } = await database.everything.query<{ award: string }>(
    `SELECT a.key || ',' || m.external_ref AS award FROM earned_badges e
     JOIN achievements a ON a.id = e.achievement_id
     JOIN memberships m ON m.organization_id = e.organization_id AND m.user_id = e.user_id
     WHERE e.organization_id = $1 AND e.status = 'awarded' AND e.source = 'automatic'`,
    [organization.id],
  );
  return rows.map(({ award }) => award);
}

/** What is in `some` and not in `others`, counting duplicates. */
function beyond(some: readonly string[], others: readonly string[]): string[] {
  const left = [...others];
  return some.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
}

describe("two small communities, replayed from public dumps", () => {
  test.each([
    ["stackexchange-alcohol-meta", { real: 152, reproduced: 145, missed: 7, extra: 1 }],
    ["stackexchange-conlang-meta", { real: 119, reproduced: 115, missed: 4, extra: 0 }],
  ])(
    `%s earn what the real system gave them${absent("stackexchange-alcohol-meta")}`,
    async (folder, expected) => {
      if (!hasHistory(folder)) return;
      const ctx = await createTestOrganization(database, { timeZone: "UTC" });
      await loadHistory(database, ctx, folder);
      const first = await evaluateEverybody(ctx);
      const earned = await awards(ctx);
      const truth = historyRows(folder, "truth").map(({ achievement, person }) => `${achievement},${person}`);
      const missed = beyond(truth, earned).length;
      expect({
        real: truth.length,
        reproduced: truth.length - missed,
        missed,
        extra: beyond(earned, truth).length,
      }).toEqual(expected);
      expect(first).toMatchObject({ achievements: 12, awarded: earned.length, already: 0 });
      expect(await evaluateEverybody(ctx)).toMatchObject({ awarded: 0, already: earned.length });
    },
  );
});

const OULAD = "oulad";
/** One of so many people, unless everything is asked for. */
const SHARE = env.HEDER_TEST_SLOW ? 1 : 10;

/** Whole days since a Monday, divided by seven: the number of an ISO week, counted from long ago. */
const weekOf = (day: string) => Math.floor((Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 3) / 7);

/** People for whom `enough` holds of the distinct values of theirs. */
function peopleWith(pairs: readonly (readonly [string, string | number])[], enough: number): Set<string> {
  const values = new Map<string, Set<string | number>>();
  for (const [person, value] of pairs) values.set(person, (values.get(person) ?? new Set()).add(value));
  return new Set([...values].filter(([, some]) => some.size >= enough).map(([person]) => person));
}

describe(`one of ${SHARE} of the Open University's 28,785 people`, () => {
  test(`earn what a plain count over the files says, and nothing the second time${absent(OULAD)}`, async () => {
    if (!hasHistory(OULAD)) return;
    const ctx = await createTestOrganization(database);
    await loadHistory(database, ctx, OULAD, { share: SHARE });
    const weeks = { version: 1, rules: [{ type: "active_periods", unit: "week", threshold: 5 }] };
    const course = { triggerType: "course_completion", triggerMetadata: {} } as const;
    await activeAchievement(ctx, { key: "course", ...course, triggerThreshold: 1 });
    await activeAchievement(ctx, { key: "two-courses", ...course, triggerThreshold: 2 });
    await activeAchievement(ctx, { key: "ten-submissions", triggerThreshold: 10 });
    await activeAchievement(ctx, {
      key: "five-weeks",
      triggerType: "criteria",
      triggerThreshold: undefined,
      criteria: weeks,
    });

    const activities = ofOneIn(SHARE, historyRows(OULAD, "activities"));
    const completed = ofOneIn(SHARE, historyRows(OULAD, "course_registrations")).filter(
      ({ status }) => status === "completed",
    );
    const courses = completed.map(({ person = "", course: code = "" }) => [person, code] as const);
    const days = activities.map(
      ({ person = "", occurred_at = "" }) => [person, weekOf(occurred_at)] as const,
    );
    const submissions = activities.map(({ person = "", external_id = "" }) => [person, external_id] as const);
    const counted = {
      course: peopleWith(courses, 1),
      "two-courses": peopleWith(courses, 2),
      "ten-submissions": peopleWith(submissions, 10),
      "five-weeks": peopleWith(days, 5),
    };
    const expected = Object.entries(counted).flatMap(([key, people]) =>
      [...people].map((person) => `${key},${person}`),
    );

    const first = await evaluateEverybody(ctx);
    expect((await awards(ctx)).toSorted()).toEqual(expected.toSorted());
    const people = ofOneIn(SHARE, historyRows(OULAD, "people")).length;
    expect(first).toMatchObject({ people, achievements: 4, awarded: expected.length, already: 0 });
    expect(await evaluateEverybody(ctx)).toMatchObject({ awarded: 0, already: expected.length });
  }, 300_000);
});
