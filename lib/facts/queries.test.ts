import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { getActivity, listActivities, listActivityKinds } from "@/lib/facts/activity-queries";
import { recordActivity, voidActivity } from "@/lib/facts/activity-service";
import { getCourse, listCourses } from "@/lib/facts/course-queries";
import { createCourse } from "@/lib/facts/course-service";
import { outcome, past } from "@/lib/facts/facts.test-support";
import { activityFilter, courseFilter, referralFilter, registrationFilter } from "@/lib/facts/filter-schema";
import { factsOfPerson } from "@/lib/facts/person-queries";
import { listReferrals } from "@/lib/facts/referral-queries";
import { recordReferral } from "@/lib/facts/referral-service";
import { getRegistration, listRegistrations } from "@/lib/facts/registration-queries";
import { recordRegistration, voidRegistration } from "@/lib/facts/registration-service";
import { addActivities } from "@/lib/testing/activities";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let organization: Ctx;
let kari: Ctx;
let ola: { userId: string; ctx: Ctx };
let anne: { userId: string };
let foreign: { userId: string; ctx: Ctx };

beforeAll(async () => {
  database = await testDatabase();
  organization = await createTestOrganization(database);
  kari = (await createTestMember(database, organization, { role: "coordinator", name: "Kari" })).ctx;
  ola = await createTestMember(database, organization, { name: "Ola 100%_sikker", email: "ola@example.no" });
  anne = await createTestMember(database, organization, { name: "Anne", externalRef: "M-17" });
  foreign = await createTestMember(database, await createTestOrganization(database), { role: "org_admin" });
});
afterAll(() => database.close());

const list = (query: object) => listActivities(kari, activityFilter.parse(query));
const visit = (changes: object = {}) =>
  recordActivity(kari, { userId: ola.userId, kind: "besøk", ...past(), ...changes });

describe("the list of activities", () => {
  test("goes forward and back by 50 without missing or repeating one, also when many share a moment", async () => {
    const ctx = await createTestOrganization(database);
    const { userId } = await createTestMember(database, ctx);
    await database.everything.query(
      `INSERT INTO activities (organization_id, user_id, kind, occurred_at)
       SELECT $1, $2, 'x', '2026-01-01T00:00:00.000001Z'::timestamptz + (n / 40) * interval '1 microsecond'
       FROM generate_series(1, 120) n`,
      [ctx.organization.id, userId],
    );
    const first = await listActivities(ctx, activityFilter.parse({}));
    const second = await listActivities(ctx, activityFilter.parse({ after: first.next }));
    const third = await listActivities(ctx, activityFilter.parse({ after: second.next }));
    const seen = [first, second, third].flatMap(({ rows }) => rows.map(({ id }) => id));
    expect([first.rows.length, second.rows.length, third.rows.length]).toEqual([50, 50, 20]);
    expect(new Set(seen).size).toBe(120);
    expect([first.previous, third.next]).toEqual([null, null]);
    const back = await listActivities(ctx, activityFilter.parse({ before: second.previous }));
    expect(back).toEqual({ ...first, previous: null });
  });

  test.each([
    ["a name, with wildcards as they are written", { q: "100%_" }, 1],
    ["an underscore that is none", { q: "1_0" }, 0],
    ["an e-mail address", { q: "OLA@example" }, 1],
    ["a reference", { q: "m-17" }, 0],
    ["a kind", { kind: "besøk" }, 1],
    ["part of a kind", { kind: "bes" }, 0],
    ["the day it happened", { from: "2024-02-29", to: "2024-02-29" }, 1],
    ["the day after", { from: "1.3.2024" }, 0],
    ["the day before", { to: "28.2.2024" }, 0],
    ["a cursor nobody gave out", { after: "WyJ4IiwieSJd" }, 1],
  ])("is filtered by %s", async (_, query, expected) => {
    const id = await database.everything
      .query("SELECT id FROM activities WHERE kind = 'besøk' AND user_id = $1", [ola.userId])
      .then(
        ({ rows }) => rows[0]?.id ?? visit({ occurredOn: "2024-02-29", time: "23:59" }).then((a) => a.id),
      );
    const { rows } = await list(query);
    expect(rows.filter((row) => row.id === id)).toHaveLength(expected);
  });

  test("leaves voided ones out unless they are asked for, with the reason", async () => {
    const { id } = await visit({ kind: "samtale" });
    await voidActivity(kari, { id, reason: "Feil" });
    const kinds = async (shown?: string) => {
      const { rows } = await list({ kind: "samtale", shown });
      return rows.map(({ voidReason }) => voidReason);
    };
    expect([await kinds(), await kinds("voided"), await kinds("all")]).toEqual([[], ["Feil"], ["Feil"]]);
    expect(await getActivity(kari, id)).toMatchObject({
      recordedBy: "Kari",
      isImported: false,
      person: { name: "Ola 100%_sikker", detail: "ola@example.no" },
      voided: { by: "Kari", reason: "Feil" },
    });
    expect(await listActivityKinds(kari)).toEqual(["besøk"]);
  });

  test("and everything in it is for coordinators of the organisation only", async () => {
    const { id } = await visit();
    const reads = (ctx: Ctx) => [
      outcome(listActivities(ctx, activityFilter.parse({}))),
      outcome(listActivityKinds(ctx)),
      outcome(listReferrals(ctx, referralFilter.parse({}))),
      outcome(listCourses(ctx, courseFilter.parse({}))),
      outcome(factsOfPerson(ctx, ola.userId)),
    ];
    expect(new Set(await Promise.all(reads(ola.ctx)))).toEqual(new Set(["forbidden forbidden"]));
    expect(await listActivities(foreign.ctx, activityFilter.parse({}))).toMatchObject({ rows: [] });
    expect(await outcome(getActivity(foreign.ctx, id))).toBe("not_found notFound.activity");
    expect((await factsOfPerson(foreign.ctx, ola.userId)).activities.count).toBe(0);
  });
});

describe("the registrations of a course", () => {
  test("are listed by name, and counted in the list of courses without those that were voided", async () => {
    const course = await createCourse(kari, { code: "grunn", title: "Grunnkurs" });
    const done = { status: "completed" as const, completedOn: "2026-02-28" };
    const mine = await recordRegistration(kari, { courseId: course.id, userId: ola.userId, ...done });
    await recordRegistration(kari, { courseId: course.id, userId: anne.userId, status: "registered" });
    const names = async (query: object) => {
      const { rows } = await listRegistrations(kari, course.id, registrationFilter.parse(query));
      return rows.map(({ person }) => person);
    };
    expect(await names({})).toEqual(["Anne", "Ola 100%_sikker"]);
    expect(await names({ status: "completed" })).toEqual(["Ola 100%_sikker"]);
    expect(await names({ q: "M-17" })).toEqual(["Anne"]);
    expect(await getCourse(kari, course.id)).toMatchObject({ registrations: 2, completed: 1 });
    await voidRegistration(kari, { id: mine.id, reason: "Feil" });
    const [row] = (await listCourses(kari, courseFilter.parse({ q: "GRUNN" }))).rows;
    expect(row).toMatchObject({ title: "Grunnkurs", registrations: 1, completed: 0 });
    expect(await outcome(getCourse(foreign.ctx, course.id))).toBe("not_found notFound.course");
    expect(await outcome(getRegistration(foreign.ctx, mine.id))).toBe(
      "not_found notFound.courseRegistration",
    );
    expect(await outcome(getRegistration(kari, randomUUID()))).toBe("not_found notFound.courseRegistration");
  });
});

test("a person's facts are counted without voided ones, with the five latest of each kind", async () => {
  const { userId } = await createTestMember(database, organization);
  await addActivities(database, organization, userId, { count: 7, from: "2026-01-01T10:00:00Z" });
  const { id } = await visit({ userId, minutes: 90 });
  await visit({ userId, minutes: 45, occurredOn: "2026-03-02" });
  await voidActivity(kari, { id, reason: "Feil" });
  await recordReferral(kari, { userId, status: "completed", ...past() });
  await recordReferral(kari, { userId, status: "pending", ...past() });
  const facts = await factsOfPerson(kari, userId);
  expect(facts.activities).toMatchObject({ count: 8, minutes: 45 });
  expect(facts.activities.recent.map(({ kind }) => kind)).toEqual(["besøk", ...Array(4).fill("assignment")]);
  expect(facts.referrals).toMatchObject({ count: 2, completed: 1 });
  expect(facts.registrations).toEqual({ count: 0, completed: 0, recent: [] });
});
