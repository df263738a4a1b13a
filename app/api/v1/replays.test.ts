import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Client, clientOf } from "@/app/api/v1/api.test-support";
import type { Received } from "@/lib/api/rules";
import type { Ctx } from "@/lib/context";
import { env } from "@/lib/env";
import { evaluateEverybody, evaluateRequested } from "@/lib/evaluation/evaluate";
import { importFile, importRecords } from "@/lib/imports/import-service";
import { activeAchievement } from "@/lib/testing/active-achievement";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { absent, hasHistory, historyRows } from "@/lib/testing/histories";
import { createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

type Row = Readonly<Record<string, string>>;

/** Awards as `achievement,person,occurrence`, sorted. */
async function awards({ organization }: Ctx): Promise<string[]> {
  const { rows } = await database.everything.query<{ award: string }>(
    `SELECT concat_ws(',', a.key, m.external_ref, e.occurrence) AS award FROM earned_badges e
     JOIN achievements a ON a.id = e.achievement_id
     JOIN memberships m ON m.organization_id = e.organization_id AND m.user_id = e.user_id
     WHERE e.organization_id = $1 AND e.status = 'awarded' AND e.source = 'automatic' ORDER BY 1`,
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

const withoutEmpty = (row: Row) =>
  Object.fromEntries(Object.entries(row).filter(([, value]) => value !== ""));

/** Sends rows in batches, and has whoever they are about evaluated after each, as the worker would. */
async function sendLive(ctx: Ctx, client: Client, kind: Received, rows: readonly Row[], size: number) {
  for (let from = 0; from < rows.length; from += size) {
    const items = rows.slice(from, from + size).map(withoutEmpty);
    // A key that is limited to so many requests a minute would make the test wait.
    await database.everything.query("DELETE FROM rate_limits");
    const { status, body } = await client.post(kind, { items });
    expect(status).toBe(200);
    expect(body.results.filter((result: { status: string }) => result.status !== "created")).toEqual([]);
    await evaluateRequested(ctx);
  }
}

describe("two small communities, sent over the net", () => {
  const tables = [
    ["stackexchange-alcohol-meta", { real: 152, reproduced: 145, missed: 7, extra: 1 }],
    ["stackexchange-conlang-meta", { real: 119, reproduced: 115, missed: 4, extra: 0 }],
  ] as const;
  const orders = {
    "as it happened": (rows: Row[]) =>
      rows.toSorted((one, other) => ((one.occurred_at ?? "") < (other.occurred_at ?? "") ? -1 : 1)),
    "the wrong way round": (rows: Row[]) => rows.toReversed(),
  };
  const cases = tables.flatMap(([folder, table]) =>
    Object.entries(orders).map(([order, sort]) => [folder, order, sort, table] as const),
  );

  test.each(cases)(
    `%s, %s, earn what they earn in bulk${absent(tables[0][0])}`,
    async (folder, _, sort, expected) => {
      if (!hasHistory(folder)) return;
      const ctx = await createTestOrganization(database, { timeZone: "UTC" });
      const load = (kind: "people" | "achievements", fileName: string) =>
        importFile(ctx, { kind, path: join(env.HEDER_TEST_DATA, folder, fileName), fileName });
      await load("people", "people.csv");
      await load("achievements", "achievements.json");
      const client = await clientOf(ctx);
      await sendLive(ctx, client, "activities", sort(historyRows(folder, "activities")), 50);
      const earned = await awards(ctx);
      const people = earned.map((award) => award.split(",").slice(0, 2).join(","));
      const truth = historyRows(folder, "truth").map(({ achievement, person }) => `${achievement},${person}`);
      const missed = beyond(truth, people).length;
      expect({
        real: truth.length,
        reproduced: truth.length - missed,
        missed,
        extra: beyond(people, truth).length,
      }).toEqual(expected);
      expect(await evaluateEverybody(ctx)).toMatchObject({ awarded: 0, already: earned.length });
    },
  );
});

const OULAD = "oulad";

/** One of so many people of OULAD, unless everything is asked for. */
const SHARE = env.HEDER_TEST_SLOW ? 1 : 25;
const ALL = { course: 14_581, "two-courses": 802, "ten-submissions": 8_076, "five-weeks": 16_111 };

describe(`one of ${SHARE} of the Open University's 28,785 people, sent over the net`, () => {
  const people = hasHistory(OULAD)
    ? historyRows(OULAD, "people").filter((_, index) => index % SHARE === 0)
    : [];
  const chosen = new Set(people.map(({ person }) => person));
  const theirs = (name: string) => historyRows(OULAD, name).filter(({ person }) => chosen.has(person));

  async function prepare(): Promise<Ctx> {
    const ctx = await createTestOrganization(database, { timeZone: "Europe/London" });
    await importRecords(ctx, { kind: "people", records: people, fileName: "people.json" });
    await importRecords(ctx, {
      kind: "courses",
      records: historyRows(OULAD, "courses"),
      fileName: "courses.json",
    });
    const course = { triggerType: "course_completion", triggerMetadata: {} } as const;
    await activeAchievement(ctx, { key: "course", ...course, triggerThreshold: 1 });
    await activeAchievement(ctx, { key: "two-courses", ...course, triggerThreshold: 2 });
    await activeAchievement(ctx, { key: "ten-submissions", triggerThreshold: 10 });
    const weeks = { version: 1, rules: [{ type: "active_periods", unit: "week", threshold: 5 }] };
    const criteria = { triggerType: "criteria", triggerThreshold: undefined, criteria: weeks } as const;
    await activeAchievement(ctx, { key: "five-weeks", ...criteria });
    return ctx;
  }

  test(`earn what they earn in bulk${absent(OULAD)}`, async () => {
    if (!hasHistory(OULAD)) return;
    const bulk = await prepare();
    for (const kind of ["course_registrations", "activities"] as const) {
      await importRecords(bulk, { kind, records: theirs(kind), fileName: `${kind}.json` });
    }
    await evaluateEverybody(bulk);
    const live = await prepare();
    const client = await clientOf(live);
    await sendLive(live, client, "course-registrations", theirs("course_registrations"), 1000);
    await sendLive(live, client, "activities", theirs("activities"), 1000);
    const earned = await awards(live);
    expect(earned).toEqual(await awards(bulk));
    expect(earned.length).toBeGreaterThan(500);
    if (SHARE > 1) return;
    const count = (key: string) => earned.filter((award) => award.startsWith(`${key},`)).length;
    expect(Object.fromEntries(Object.keys(ALL).map((key) => [key, count(key)]))).toEqual(ALL);
  }, 1_800_000);
});
