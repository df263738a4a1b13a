import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { voidActivity } from "@/lib/facts/activity-service";
import { voidRegistration } from "@/lib/facts/registration-service";
import { counts, load } from "@/lib/imports/import.test-support";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let ctx: Ctx;

const rows = async (sql: string) => (await database.everything.query(sql, [ctx.organization.id])).rows;
const activities = () =>
  rows(`SELECT m.external_ref AS person, kind, occurred_at, minutes, participants, external_id, voided_at IS NOT NULL AS voided
        FROM activities a JOIN memberships m USING (organization_id, user_id) WHERE organization_id = $1 ORDER BY occurred_at, kind`);

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await createTestOrganization(database);
  await load(ctx, "people", "person,name,email\n1,Kari Nordmann,kari@example.org\n2,Ola,ola@example.org\n");
  await database.everything.query("DELETE FROM evaluation_requests");
});

describe("a file of activities", () => {
  const file =
    "person,kind,occurred_at,external_id,minutes\n1,visit,2026-03-01,a1,45\n2,call,2026-03-02T10:00:00Z,a2,\n";

  test("is imported once, however often it is sent", async () => {
    expect(await counts(ctx, "activities", file)).toEqual([2, 2, 0, 0, 0]);
    expect(await counts(ctx, "activities", file)).toEqual([2, 0, 0, 2, 0]);
    expect(await activities()).toMatchObject([
      { person: "1", kind: "visit", minutes: 45, occurred_at: new Date("2026-02-28T23:00:00Z") },
      { person: "2", kind: "call", minutes: null, occurred_at: new Date("2026-03-02T10:00:00Z") },
    ]);
  });

  test("updates what it says differently, and leaves alone the columns it does not have", async () => {
    await load(ctx, "activities", file);
    const changed =
      "external_id,person,kind,occurred_at\na1,2,visit,2026-03-01\na2,2,call,2026-03-02T10:00:00Z\n";
    expect(await counts(ctx, "activities", changed)).toEqual([2, 0, 1, 1, 0]);
    expect(await activities()).toMatchObject([{ person: "2", minutes: 45 }, { person: "2" }]);
  });

  test("asks to evaluate exactly the people it touched, also the one an activity was taken from", async () => {
    const waiting = () =>
      rows(
        "SELECT external_ref AS ref FROM evaluation_requests JOIN memberships USING (organization_id, user_id) WHERE organization_id = $1 ORDER BY 1",
      );
    await load(ctx, "activities", "person,kind,occurred_at,external_id\n1,visit,2026-03-01,a1\n");
    expect(await waiting()).toEqual([{ ref: "1" }]);
    await database.everything.query("DELETE FROM evaluation_requests");
    await load(ctx, "activities", "person,kind,occurred_at,external_id\n1,visit,2026-03-01,a1\n");
    expect(await waiting()).toEqual([]);
    await load(ctx, "activities", "person,kind,occurred_at,external_id\n2,visit,2026-03-01,a1\n");
    expect(await waiting()).toEqual([{ ref: "1" }, { ref: "2" }]);
  });

  test("without ids of its own is the same rows again, and two equal rows are two", async () => {
    const same = "person,kind,occurred_at\n1,visit,2026-03-01\n1,visit,2026-03-01\n2,visit,2026-03-01\n";
    expect(await counts(ctx, "activities", same)).toEqual([3, 3, 0, 0, 0]);
    expect(await counts(ctx, "activities", same)).toEqual([3, 0, 0, 3, 0]);
    expect(await counts(ctx, "activities", `${same}1,visit,2026-03-01\n`)).toEqual([4, 1, 0, 3, 0]);
  });

  test("does not bring back what somebody voided, and says so", async () => {
    await load(ctx, "activities", file);
    const [{ id }] = (await rows(
      "SELECT id FROM activities WHERE organization_id = $1 AND external_id = 'a1'",
    )) as [{ id: string }];
    await voidActivity(ctx, { id, reason: "Twice in the list" });
    const again = await load(ctx, "activities", file);
    expect(again).toMatchObject({
      created: 0,
      updated: 0,
      unchanged: 2,
      warnings: ["2 row imports.wasVoided"],
    });
    expect(await activities()).toMatchObject([{ voided: true }, { voided: false }]);
  });

  test("has bad rows reported by line and column while the good ones are imported", async () => {
    const bad = [
      "person,kind,occurred_at,external_id,minutes",
      "1,visit,2026-03-01,b1,30",
      "99,visit,2026-03-01,b2,",
      "1,,2026-03-01,b3,",
      "1,visit,2026-02-30,b4,",
      "1,visit,2026-03-01,b1,",
      "1,visit,2026-03-01,b6,-5",
      "1,visit,2026-03-01,b7,1e3",
      `1,${"x".repeat(101)},2026-03-01,b8,`,
      "1,vi\u0000sit,2026-03-01,b9,",
      '1,"visit,2026-03-01,b10,',
      "1,visit,2026-03-01,b11,,,too,many",
      "1,visit,,b12,",
      "1,visit,2999-01-01,b13,",
      "1,visit,2099-01-01,b14,",
      "2,visit,2026-03-01,b15,30",
    ];
    const result = await load(ctx, "activities", bad.join("\n"));
    expect(result.rejected).toEqual([
      "3 person imports.unknownPerson",
      "4 kind imports.required",
      "5 occurred_at imports.noSuchDate",
      "6 external_id imports.duplicate",
      "7 minutes imports.outOfRange",
      "8 minutes imports.notAnInteger",
      "9 kind imports.tooLong",
      "10 kind imports.controlCharacter",
      "11 row imports.quoteNotClosed",
      "12 row imports.tooManyFields",
      "13 occurred_at imports.required",
      "14 occurred_at imports.yearOutOfRange",
    ]);
    expect(result.warnings).toEqual(["15 occurred_at imports.inFuture"]);
    expect(result).toMatchObject({ read: 15, created: 3, unchanged: 0 });
    const noted = await rows(
      "SELECT outcome, count(*)::integer FROM import_rows WHERE organization_id = $1 GROUP BY 1 ORDER BY 1",
    );
    expect(noted).toEqual([
      { outcome: "rejected", count: 12 },
      { outcome: "warning", count: 1 },
    ]);
  });

  test("keeps texts as they are: emoji, right-to-left, and what a spreadsheet would take for a formula", async () => {
    const kinds = [
      "👩‍👩‍👧 møte",
      "زيارة منزلية",
      "=SUM(A1:A9)",
      "'; DROP TABLE activities; --",
      "a\u001eb".replace("\u001e", "|"),
    ];
    const body = kinds.map((kind, index) => `1,"${kind}",2026-03-0${index + 1},k${index}`);
    await load(ctx, "activities", ["person,kind,occurred_at,external_id", ...body].join("\n"));
    expect((await activities()).map(({ kind }) => kind)).toEqual(kinds);
  });

  test("finds people by e-mail too, whatever its case", async () => {
    expect(
      await counts(ctx, "activities", "person,kind,occurred_at\nKari@Example.org,visit,2026-03-01\n"),
    ).toEqual([1, 1, 0, 0, 0]);
  });

  test("never touches another organisation", async () => {
    await load(ctx, "activities", file);
    const first = ctx;
    ctx = await createTestOrganization(database);
    expect((await load(ctx, "activities", file)).rejected).toEqual([
      "2 person imports.unknownPerson",
      "3 person imports.unknownPerson",
    ]);
    await load(ctx, "people", "person,name\n1,Somebody else\n");
    expect(await counts(ctx, "activities", file)).toEqual([2, 1, 0, 0, 1]);
    ctx = first;
    expect(await activities()).toMatchObject([{ person: "1" }, { person: "2" }]);
  });
});

describe("achievements", () => {
  test("with a doubtful icon are imported with a warning", async () => {
    const odd = `x${"🏅".repeat(60)}`;
    const icons = ["", "javascript:alert(1)", "https://example.org/a.png", odd];
    const rows = icons.map((icon, at) => `k${at},Name,special,manual,${icon}`).join("\n");
    const file = `key,name,category,trigger_type,badge_icon_url\n${rows}\n`;
    expect(await load(ctx, "achievements", file)).toMatchObject({
      created: 4,
      rejected: [],
      warnings: [
        "3 badge_icon_url achievements.iconAddressInvalid",
        "4 badge_icon_url achievements.iconContrastUnknown",
        "5 badge_icon_url achievements.iconKeyUnknown",
      ],
    });
  });
});

describe("courses and registrations", () => {
  const registrations =
    "person,course,registered_on,status,completed_on,grade\n1,K1,2026-01-01,completed,2026-02-01,Pass\n2,K1,,registered,,\n";
  beforeEach(() => load(ctx, "courses", "code,title\nK1,First\n"));

  test("are the same by code, and by person and course", async () => {
    expect(await counts(ctx, "courses", "code,title\nK1,The first\nK2,Second\n")).toEqual([2, 1, 1, 0, 0]);
    expect(await counts(ctx, "course_registrations", registrations)).toEqual([2, 2, 0, 0, 0]);
    expect(await counts(ctx, "course_registrations", registrations)).toEqual([2, 0, 0, 2, 0]);
    const failed = registrations.replace("registered,,", "failed,,F");
    expect(await counts(ctx, "course_registrations", failed)).toEqual([2, 0, 1, 1, 0]);
  });

  test("have their bad rows told", async () => {
    const bad =
      "person,course,registered_on,status,completed_on\n1,K9,,,\n1,K1,,completed,\n1,K1,,failed,2026-01-01\n1,K1,2026-02-01,,2026-01-01\n1,K1,,done,\n1,K1,,,2026-01-01\n1,K1,,,\n";
    const result = await load(ctx, "course_registrations", bad);
    expect(result.rejected).toEqual([
      "2 course imports.unknownCourse",
      "3 completed_on imports.completedNeedsDay",
      "4 completed_on imports.dayNeedsCompleted",
      "5 completed_on imports.completedBeforeRegistered",
      "6 status imports.notAChoice",
      "8 course imports.duplicate",
    ]);
  });

  test("that somebody voided do not come back by the same file, but do when it says something new", async () => {
    await load(ctx, "course_registrations", registrations);
    const [{ id }] = (await rows(
      "SELECT id FROM course_registrations WHERE organization_id = $1 AND status = 'completed'",
    )) as [{ id: string }];
    await voidRegistration(ctx, { id, reason: "The wrong person" });
    const same = await load(ctx, "course_registrations", registrations);
    expect(same).toMatchObject({ created: 0, unchanged: 2, warnings: ["2 row imports.wasVoided"] });
    expect(await counts(ctx, "course_registrations", registrations.replace("Pass", "Distinction"))).toEqual([
      2, 1, 0, 1, 0,
    ]);
  });
});
