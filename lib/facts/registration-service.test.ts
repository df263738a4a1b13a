import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { createCourse, updateCourse } from "@/lib/facts/course-service";
import { auditOf, outcome, rowOf, takeRequests, versionOf } from "@/lib/facts/facts.test-support";
import { correctRegistration, recordRegistration, voidRegistration } from "@/lib/facts/registration-service";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let organization: Ctx;
let kari: Ctx;
let mentor: { userId: string; ctx: Ctx };
let foreign: { userId: string; ctx: Ctx };
let courseId: string;
let made = 0;

const newCourse = async (ctx: Ctx) => {
  made += 1;
  return (await createCourse(ctx, { code: `kurs-${made}`, title: `Kurs ${made}` })).id;
};

beforeAll(async () => {
  database = await testDatabase();
  organization = await createTestOrganization(database);
  kari = (await createTestMember(database, organization, { role: "coordinator" })).ctx;
  foreign = await createTestMember(database, await createTestOrganization(database), { role: "org_admin" });
});
afterAll(() => database.close());
beforeEach(async () => {
  mentor = await createTestMember(database, organization);
  courseId = await newCourse(kari);
  await takeRequests(database, organization.organization.id);
});

const registered = (changes: object = {}) => ({
  courseId,
  userId: mentor.userId,
  status: "registered" as const,
  registeredOn: "2026-02-01",
  ...changes,
});
const requested = () => takeRequests(database, organization.organization.id);

async function correction(id: string, changes: object) {
  const { courseId: _, ...said } = registered(changes);
  return { id, version: await versionOf(database, "course_registrations", id), ...said };
}

describe("a registration", () => {
  test("is completed on a leap day, and the person is evaluated each time", async () => {
    const { id } = await recordRegistration(kari, registered({ registeredOn: "2024-02-01" }));
    expect(await requested()).toEqual([mentor.userId]);
    const done = {
      status: "completed",
      registeredOn: "2024-02-01",
      completedOn: "2024-02-29",
      grade: "Bestått",
    };
    await correctRegistration(kari, await correction(id, done));
    expect(await requested()).toEqual([mentor.userId]);
    const [, entry] = await auditOf(database, id);
    expect(entry).toMatchObject({
      action: "course_registration.corrected",
      before: { status: "registered", completedOn: null },
      after: { status: "completed", completedOn: "2024-02-29", grade: "Bestått" },
    });
  });

  test("moves to another person, and both are evaluated", async () => {
    const { id } = await recordRegistration(kari, registered());
    const other = await createTestMember(database, organization);
    await requested();
    await correctRegistration(kari, await correction(id, { userId: other.userId }));
    expect(await requested()).toEqual([mentor.userId, other.userId].sort());
  });

  test("there is one for each course and person, also when two come at once", async () => {
    const outcomes = await Promise.all([
      outcome(recordRegistration(kari, registered())),
      outcome(recordRegistration(kari, registered())),
    ]);
    expect(outcomes.toSorted()).toEqual(["conflict userId: facts.alreadyRegistered", "done"]);
  });

  test("that was voided makes room for another, and cannot be corrected", async () => {
    const { id } = await recordRegistration(kari, registered());
    const stale = await correction(id, { status: "failed" });
    await voidRegistration(kari, { id, reason: "Feil kurs" });
    expect(await outcome(correctRegistration(kari, stale))).toBe("conflict facts.isVoided");
    expect(await outcome(recordRegistration(kari, registered()))).toBe("done");
  });

  test.each([
    ["registered tomorrow", { registeredOn: "2026-03-02" }, "invalid registeredOn: facts.inFuture"],
    [
      "completed tomorrow",
      { status: "completed", completedOn: "2026-03-02" },
      "invalid completedOn: facts.inFuture",
    ],
    ["registered today", { registeredOn: "2026-03-01" }, "done"],
  ])("%s, by the organisation's calendar", async (_, changes, expected) => {
    // Already the second of March in Auckland, still the first in Oslo.
    const asOf = new Date("2026-03-01T22:00:00Z");
    expect(await outcome(recordRegistration({ ...kari, asOf }, registered(changes)))).toBe(expected);
  });

  test("is refused for unknown and foreign people alike, and for unknown and foreign courses alike", async () => {
    const people = [randomUUID(), foreign.userId].map((userId) =>
      outcome(recordRegistration(kari, registered({ userId }))),
    );
    expect(new Set(await Promise.all(people))).toEqual(new Set(["invalid userId: facts.unknownPerson"]));
    const courses = [randomUUID(), await newCourse(foreign.ctx)].map((id) =>
      outcome(recordRegistration(kari, registered({ courseId: id }))),
    );
    expect(new Set(await Promise.all(courses))).toEqual(new Set(["not_found notFound.course"]));
  });

  test("is nothing a peer mentor may record, correct or void", async () => {
    const { id } = await recordRegistration(kari, registered());
    const corrected = correctRegistration(mentor.ctx, await correction(id, { status: "failed" }));
    expect(await outcome(recordRegistration(mentor.ctx, registered()))).toBe("forbidden forbidden");
    expect(await outcome(corrected)).toBe("forbidden forbidden");
    expect(await outcome(voidRegistration(mentor.ctx, { id, reason: "x" }))).toBe("forbidden forbidden");
    expect(await outcome(voidRegistration(foreign.ctx, { id, reason: "x" }))).toBe(
      "not_found notFound.courseRegistration",
    );
  });
});

describe("a course", () => {
  test("has a code of its own in its organisation, also when two are made at once", async () => {
    const course = { code: "samme", title: "Kurs" };
    const outcomes = await Promise.all([
      outcome(createCourse(kari, course)),
      outcome(createCourse(kari, course)),
    ]);
    expect(outcomes.toSorted()).toEqual(["conflict code: facts.codeTaken", "done"]);
    expect(await outcome(createCourse(foreign.ctx, course))).toBe("done");
  });

  test("gets a new title and is closed, on record, unless somebody else was first", async () => {
    const version = await versionOf(database, "courses", courseId);
    const change = { id: courseId, version, title: "Nytt navn", isActive: false };
    expect(await outcome(updateCourse(kari, change))).toBe("done");
    expect(await outcome(updateCourse(kari, { ...change, title: "Enda nyere" }))).toBe(
      "conflict facts.changedMeanwhile",
    );
    expect(await rowOf(database, "courses", courseId)).toMatchObject({
      title: "Nytt navn",
      is_active: false,
    });
    const [, entry] = await auditOf(database, courseId);
    expect(entry).toMatchObject({ action: "course.updated", after: { title: "Nytt navn", isActive: false } });
  });

  test("is changed by coordinators of its organisation only", async () => {
    const version = await versionOf(database, "courses", courseId);
    const change = { id: courseId, version, title: "Nytt navn", isActive: true };
    expect(await outcome(updateCourse(mentor.ctx, change))).toBe("forbidden forbidden");
    expect(await outcome(updateCourse(foreign.ctx, change))).toBe("not_found notFound.course");
    expect(await outcome(createCourse(mentor.ctx, { code: "x", title: "x" }))).toBe("forbidden forbidden");
  });
});
