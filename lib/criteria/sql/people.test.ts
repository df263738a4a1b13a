import { sql } from "kysely";
import { Temporal } from "temporal-polyfill";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { compileCriteria } from "@/lib/criteria/compile";
import { compileDetail } from "@/lib/criteria/detail";
import { type CriteriaInput, parseCriteria } from "@/lib/criteria/schema";
import type { CompileContext } from "@/lib/criteria/sql/scope";
import { inTenant, runQuery } from "@/lib/db";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let org: Ctx;
const people: Record<string, string> = {};
const now = new Date("2026-06-15T10:00:00Z");
beforeAll(async () => {
  database = await testDatabase();
  org = await createTestOrganization(database);
  for (const name of ["anne", "berit"]) {
    people[name] = (await createTestMember(database, org, { name })).userId;
  }
});
afterAll(() => database.close());

const arrange = async (text: string, ...values: unknown[]): Promise<string> => {
  const { rows } = await database.everything.query(text, [org.organization.id, ...values]);
  return rows[0]?.id ?? "";
};
const contextOf = (rest: Partial<CompileContext> = {}): CompileContext => ({
  organizationId: org.organization.id,
  timeZone: "Europe/Oslo",
  now,
  people: "all",
  isRepeatable: false,
  ...rest,
});
const nameOf = (id: string) => Object.keys(people).find((name) => people[name] === id) ?? id;

/** Who meets the rules, with the day: "anne 2026-03-01". */
async function meets(rules: CriteriaInput["rules"], rest: Partial<CompileContext> = {}, asked = org) {
  const criteria = parseCriteria({ version: 1, rules });
  const rows = await inTenant(asked, (tx) => runQuery(tx, compileCriteria(criteria, contextOf(rest))));
  return rows
    .map(({ user_id, met_on, occurrence }) => {
      const suffix = occurrence === "once" ? "" : ` ${occurrence}`;
      return `${nameOf(user_id)} ${met_on.toISOString().slice(0, 10)}${suffix}`;
    })
    .sort();
}

beforeAll(async () => {
  await arrange(
    "UPDATE memberships SET joined_on = '2020-02-29' WHERE organization_id = $1 AND user_id = $2",
    people.berit,
  );
});

describe("whom the query looks at", () => {
  const years: CriteriaInput["rules"] = [{ type: "membership_years", threshold: 3 }];

  test("years begin on 28 February for somebody who joined on the 29th", async () => {
    expect(await meets(years, { isRepeatable: true })).toEqual(["berit 2023-02-28 3", "berit 2026-02-28 6"]);
  });

  test.each([
    // The last days of the shortest and the shorter months.
    ["2025-08-31", 0.5, "2026-02-28"],
    ["2023-08-31", 0.5, "2024-02-29"],
    ["2024-02-29", 0.25, "2024-05-29"],
    ["2024-02-29", 1, "2025-02-28"],
    ["2024-02-29", 1.25, "2025-05-29"],
    ["2024-11-30", 0.25, "2025-02-28"],
    ["2024-12-31", 0.5, "2025-06-30"],
    ["2025-05-20", 0.5, "2025-11-20"],
    ["2023-05-20", 2, "2025-05-20"],
    // The day begins when clocks are put forward the night before.
    ["2025-12-29", 0.25, "2026-03-29"],
  ])("who joined on %s has %d years on %s, and not the day before", async (joined, threshold, day) => {
    await arrange(
      "UPDATE memberships SET joined_on = $3 WHERE organization_id = $1 AND user_id = $2",
      people.anne,
      joined,
    );
    const rules: CriteriaInput["rules"] = [{ type: "membership_years", threshold }];
    const at = (now: string) => meets(rules, { people: [people.anne ?? ""], now: new Date(now) });
    const midnight = Temporal.PlainDate.from(day).toZonedDateTime("Europe/Oslo").toInstant();
    expect(await at(midnight.subtract({ milliseconds: 1 }).toString())).toEqual([]);
    expect(await at(midnight.toString())).toEqual([`anne ${day}`]);
    await arrange(
      "UPDATE memberships SET joined_on = NULL WHERE organization_id = $1 AND user_id = $2",
      people.anne,
    );
  });

  test("half years are earned again and again, and named by what was reached", async () => {
    const half: CriteriaInput["rules"] = [{ type: "membership_years", threshold: 0.5 }];
    const named = await meets(half, { isRepeatable: true, people: [people.berit ?? ""] });
    expect(named.slice(0, 3)).toEqual(["berit 2020-08-29 0.5", "berit 2021-02-28 1", "berit 2021-08-29 1.5"]);
    const listed: CriteriaInput["rules"] = [{ type: "membership_years", thresholds: [0.25, 1, 100] }];
    expect(await meets(listed, { isRepeatable: true, people: [people.berit ?? ""] })).toEqual([
      "berit 2020-05-29 0.25",
      "berit 2021-02-28 1",
    ]);
  });

  test("more years than the calendar has are asked for, and nobody has them", async () => {
    const rules: CriteriaInput["rules"] = [{ type: "membership_years", threshold: 1_000_000 }];
    const query = compileDetail(
      parseCriteria({ version: 1, rules }),
      contextOf({ people: [people.berit ?? ""] }),
    );
    const [row] = await inTenant(org, (tx) => runQuery(tx, query));
    expect(row).toMatchObject({ need: 1_000_000, met: false, met_at: null });
  });

  test("nobody of another organisation, whatever the query says", async () => {
    const other = await createTestOrganization(database);
    expect(await meets(years, {}, other)).toEqual([]);
  });

  test("people that a query names, and not what is held already", async () => {
    const named = sql`SELECT m.user_id FROM memberships m WHERE m.organization_id = ${org.organization.id}::uuid AND m.display_name = 'berit'`;
    const held = sql`SELECT ${people.berit}::uuid AS user_id, '3'::text AS occurrence`;
    expect(await meets(years, { people: named, isRepeatable: true, held })).toEqual(["berit 2026-02-28 6"]);
    expect(await meets(years, { people: [people.anne ?? ""] })).toEqual([]);
    expect(await meets(years, { people: [] })).toEqual([]);
  });

  test("of a course achievement only its registrants", async () => {
    const courseId = await arrange(
      "INSERT INTO courses (organization_id, code, title) VALUES ($1, 'basic', 'Basic') RETURNING id",
    );
    expect(await meets(years, { courseId })).toEqual([]);
    await arrange(
      "INSERT INTO course_registrations (organization_id, user_id, course_id) VALUES ($1, $2, $3)",
      people.berit,
      courseId,
    );
    expect(await meets(years, { courseId })).toEqual(["berit 2023-02-28"]);
  });

  test("progress shows the open occurrence, and one that is asked for", async () => {
    const rule: CriteriaInput["rules"] = [{ type: "activity_count", thresholds: [2, 4] }];
    for (const at of ["2025-12-31T22:59:00Z", "2025-12-31T23:00:00Z", "2026-03-01T10:00:00Z"]) {
      await arrange(
        "INSERT INTO activities (organization_id, user_id, kind, occurred_at) VALUES ($1, $2, 'meeting', $3)",
        people.anne,
        at,
      );
    }
    const progress = async (rules: CriteriaInput["rules"], occurrence?: string) => {
      const query = compileDetail(
        parseCriteria({ version: 1, rules }),
        contextOf({ isRepeatable: true, people: [people.anne ?? ""] }),
        occurrence,
      );
      const [row] = await inTenant(org, (tx) => runQuery(tx, query));
      return [row?.have, row?.need, row?.met, row?.met_on?.toISOString().slice(0, 10) ?? null];
    };
    expect(await progress(rule)).toEqual([3, 4, false, null]);
    expect(await progress(rule, "2")).toEqual([3, 2, true, "2026-01-01"]);
    const yearly: CriteriaInput["rules"] = [{ type: "activity_count", threshold: 2, window: "year" }];
    expect(await progress(yearly)).toEqual([2, 2, true, "2026-03-01"]);
    expect(await progress(yearly, "2025")).toEqual([1, 2, false, null]);
    const each: CriteriaInput["rules"] = [{ type: "activity_count", threshold: 2 }];
    expect(await progress(each)).toEqual([3, 4, false, null]);
    expect(() =>
      compileDetail(parseCriteria({ version: 1, rules: each }), contextOf({ isRepeatable: true }), "x"),
    ).toThrow();
  });
});
