import * as fc from "fast-check";
import type { PoolClient } from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compileCriteria, type MetRow } from "@/lib/criteria/compile";
import { compileDetail, type DetailRow } from "@/lib/criteria/detail";
import { earned, needOf, progress } from "@/lib/criteria/naive.test-support";
import { dayOf, type History, type World } from "@/lib/criteria/naive-rules.test-support";
import { layOut, planOccurrences } from "@/lib/criteria/occurrences";
import { criteriaFor } from "@/lib/criteria/random-criteria.test-support";
import { historyIn, nowIn, timeZones } from "@/lib/criteria/random-histories.test-support";
import { type Criteria, parseCriteria } from "@/lib/criteria/schema";
import type { CompileContext } from "@/lib/criteria/sql/scope";
import { allAtOnce, progressAtOnce } from "@/lib/criteria/together.test-support";
import { runAs, withPeople } from "@/lib/criteria/with-people.test-support";
import { env } from "@/lib/env";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

// The driver reads a date as local midnight.
const calendarDay = (date: Date | null) =>
  date &&
  `${date.getFullYear()}-${String(date.getMonth() + 1).padStart(2, "0")}-${String(date.getDate()).padStart(2, "0")}`;
const round = (value: number | null) => value && Math.round(value * 1000) / 1000;
const instant = (at: string | null) => at && new Date(at).toISOString();

function awardsOf(rows: readonly MetRow[]) {
  return rows
    .map((row) => ({
      key: `${row.user_id} ${row.occurrence}`,
      metAt: row.met_at.toISOString(),
      metOn: calendarDay(row.met_on),
      haves: row.haves.map(round),
      needs: row.needs,
      days: row.met_days.map(calendarDay),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

function expectedAwards(
  criteria: Criteria,
  people: readonly History[],
  ids: readonly string[],
  world: World,
) {
  return people
    .flatMap((person, n) =>
      [...earned(criteria, person, world)].map(([occurrence, { metAt, metOn, haves, needs, days }]) => ({
        key: `${ids[n]} ${occurrence}`,
        metAt: instant(metAt),
        metOn,
        haves: haves.map(round),
        needs,
        days,
      })),
    )
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

const detailOf = (rows: readonly DetailRow[]) =>
  rows
    .map((row) => ({
      key: `${row.user_id} ${row.rule_path}`,
      have: round(row.have),
      need: row.need,
      met: row.met,
      metAt: row.met_at?.toISOString() ?? null,
      metOn: calendarDay(row.met_on),
    }))
    .sort((a, b) => (a.key < b.key ? -1 : 1));

function expectedDetail(
  criteria: Criteria,
  people: readonly History[],
  ids: readonly string[],
  world: World,
) {
  const { leaves } = layOut(criteria);
  return people
    .flatMap((person, n) =>
      !person.active
        ? []
        : progress(criteria, person, world).map(({ have, tip }, at) => ({
            key: `${ids[n]} ${leaves[at]?.path}`,
            have: round(have),
            need: needOf(leaves[at]?.rule as never),
            met: tip !== null,
            metAt: instant(tip),
            metOn: tip && dayOf(tip, world),
          })),
    )
    .sort((a, b) => (a.key < b.key ? -1 : 1));
}

type ProgressRow = Pick<DetailRow, "user_id" | "rule_path" | "have" | "need">;

const progressKeys = <Row extends ProgressRow>(rows: readonly Row[], achievement: (row: Row) => string) =>
  rows.map((row) =>
    [row.user_id, achievement(row), row.rule_path, round(row.have), "of", row.need].join(" "),
  );

const isOf = (few: readonly string[]) => (key: string) => few.includes(key.slice(0, 36));

/** "Why" of one awarded occurrence says the same of every rule as the award does. */
async function agreeAboutOne(
  client: PoolClient,
  criteria: Criteria,
  context: Omit<CompileContext, "people">,
  rows: readonly MetRow[],
) {
  const [first] = rows;
  if (!first) return;
  const query = compileDetail(criteria, { ...context, people: [first.user_id] }, first.occurrence);
  const paths = layOut(criteria).leaves.map(({ path }) => path);
  const detail = (await runAs(client, query)).sort(
    (a, b) => paths.indexOf(a.rule_path) - paths.indexOf(b.rule_path),
  );
  expect(detail.map(({ met_on, need }) => [calendarDay(met_on), need])).toEqual(
    first.met_days.map((day, n) => [calendarDay(day), first.needs[n]]),
  );
}

const batch = fc.constantFrom(...timeZones).chain((timeZone) =>
  fc.boolean().chain((isRepeatable) =>
    fc.record({
      timeZone: fc.constant(timeZone),
      isRepeatable: fc.constant(isRepeatable),
      now: nowIn(timeZone),
      people: fc.array(historyIn(timeZone), { minLength: 40, maxLength: 60 }),
      criteria: criteriaFor(isRepeatable),
    }),
  ),
);

test("the compiler's SQL and plain loops over arrays agree about every person, occurrence, day and value", async () => {
  let pairs = 0;
  const awards: Record<string, number> = {};
  const tally = (kind: string, more: number) => {
    awards[kind] = (awards[kind] ?? 0) + more;
  };
  const enough = env.HEDER_TEST_SLOW ? 50_000 : 5000;
  await fc.assert(
    fc.asyncProperty(batch, async ({ timeZone, isRepeatable, now, people, criteria }) => {
      const world = { timeZone, isRepeatable, now };
      await withPeople(database, people, timeZone, async (client, organizationId, ids) => {
        const context = { organizationId, timeZone, isRepeatable, now: new Date(now) };
        const few = ids.filter((_, n) => n % 2 === 0);
        const expected: string[] = [];
        const alone: string[] = [];
        const idOf = (one: Criteria) =>
          `00000000-0000-4000-8000-${String(criteria.indexOf(one)).padStart(12, "0")}`;
        for (const one of criteria) {
          const rows = await runAs(
            client,
            compileCriteria(one, { ...context, people: "all", withFacts: true }),
          );
          expect(awardsOf(rows)).toEqual(expectedAwards(one, people, ids, world));
          const types = layOut(one).leaves.map(({ rule }) => rule.type);
          for (const { facts, met_days } of rows) {
            const pointed = met_days.map((day, n) => day !== null && types[n] !== "membership_years");
            expect(facts.map((fact) => fact !== null)).toEqual(pointed);
          }
          const some = await runAs(client, compileCriteria(one, { ...context, people: few }));
          expect(awardsOf(some)).toEqual(awardsOf(rows.filter(({ user_id }) => few.includes(user_id))));
          expected.push(...awardsOf(some).map(({ key }) => `${idOf(one)} ${key}`));
          await agreeAboutOne(client, one, context, rows);
          const detail = await runAs(client, compileDetail(one, { ...context, people: "all" }));
          alone.push(...progressKeys(detail, () => idOf(one)).filter(isOf(few)));
          if (!isRepeatable) {
            expect(detailOf(detail)).toEqual(expectedDetail(one, people, ids, world));
          }
          pairs += people.length;
          tally(planOccurrences(one, isRepeatable).kind, rows.length);
        }
        const asked = criteria.map((one) => ({ achievementId: idOf(one), criteria: one }));
        const together = await runAs(client, allAtOnce(asked, { ...context, few }));
        expect(together.map(({ key }) => key).sort()).toEqual(expected.sort());
        const progress = await runAs(client, progressAtOnce(asked, { ...context, few }));
        expect(progressKeys(progress, (row) => row.achievement_id).sort()).toEqual(alone.sort());
      });
    }),
    { numRuns: Math.ceil(enough / 400), endOnFailure: false },
  );
  expect(pairs).toBeGreaterThanOrEqual(enough);
  // Every way of repeating was really earned, and often.
  expect(Object.keys(awards).sort()).toEqual(["listed", "multiples", "once", "window"]);
  expect(Math.min(...Object.values(awards))).toBeGreaterThan(pairs / 100);
}, 600_000);

const nobody: History = {
  active: true,
  joinedOn: null,
  activities: [],
  referrals: [],
  registrations: [],
  pauses: [],
};

test("both days of a range count, and the award points at the fact that tipped it", async () => {
  const done = (course: string, completedOn: string) => ({ course, completedOn, grade: "60", voided: false });
  const met = (at: string) => ({ kind: "meeting", at, minutes: 60, participants: 2, voided: false });
  const people: History[] = [
    {
      ...nobody,
      registrations: [done("basic", "2024-02-29"), done("advanced", "2024-03-31")],
      activities: [met("2024-02-28T23:00:00Z"), met("2024-03-31T21:59:00Z"), met("2024-03-31T22:00:00Z")],
    },
    { ...nobody, registrations: [done("basic", "2024-02-28"), done("advanced", "2024-04-01")] },
  ];
  const window = { from: "2024-02-29", to: "2024-03-31" };
  const criteria = parseCriteria({
    version: 1,
    rules: [
      { type: "course_completion", threshold: 2, window },
      { type: "activity_count", threshold: 2, window },
    ],
  });
  await withPeople(database, people, "Europe/Oslo", async (client, organizationId, ids) => {
    const context = { organizationId, timeZone: "Europe/Oslo", now: new Date("2024-06-01T00:00:00Z") };
    const rows = await runAs(
      client,
      compileCriteria(criteria, { ...context, people: "all", isRepeatable: false, withFacts: true }),
    );
    expect(rows.map((row) => [row.user_id, row.haves, calendarDay(row.met_on)])).toEqual([
      [ids[0], [2, 2], "2024-03-31"],
    ]);
    const facts = await client.query(
      `SELECT f.completed_on::text AS at FROM course_registrations f WHERE f.id = $1
       UNION ALL SELECT to_char(f.occurred_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI') FROM activities f WHERE f.id = $2`,
      rows[0]?.facts,
    );
    expect(facts.rows).toEqual([{ at: "2024-03-31" }, { at: "2024-03-31T21:59" }]);
  });
});
