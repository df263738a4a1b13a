import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { issueCompleted } from "@/lib/certifications/completion-service";
import { type CourseWorld, courseWorld, TODAY } from "@/lib/certifications/completions.test-support";
import { issueInput } from "@/lib/certifications/schema";
import { issueCertification } from "@/lib/certifications/service";
import { createCertificationType } from "@/lib/certifications/type-service";
import { recordRegistration } from "@/lib/facts/registration-service";
import { registrationInput } from "@/lib/facts/schema";
import { load } from "@/lib/imports/import.test-support";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";

let database: TestDatabase;
let w: CourseWorld;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  w = await courseWorld(database);
});

describe("a completed course", () => {
  test("gives its certificate once, of that day, by nobody, however often the job runs", async () => {
    const userId = await w.member();
    const registration = await w.complete(userId, "2026-06-10");
    expect(await w.wakeUps()).toHaveLength(1);
    expect(await issueCompleted(w.at(TODAY))).toEqual({ issued: 1, alreadyHeld: 0, alreadyOver: 0 });
    expect(await issueCompleted(w.at(TODAY))).toEqual({ issued: 0, alreadyHeld: 0, alreadyOver: 0 });
    expect(await w.certificates()).toEqual([
      {
        user_id: userId,
        number: `${w.ctx.organization.certificatePrefix}-2026-00001`,
        issued_at: new Date("2026-06-09T22:00:00Z"),
        source: "course_completion",
        issued_by_user_id: null,
        course_registration_id: registration,
      },
    ]);
    const requests = "SELECT FROM evaluation_requests WHERE organization_id = $1 AND user_id = $2";
    expect(await w.query(requests, userId)).toHaveLength(1);
  });

  test("comes by every door: a form, a file, and a file that is sent again", async () => {
    const [form, file] = [await w.member(), await w.member("k-1")];
    const input = { courseId: w.course, userId: form, status: "completed", completedOn: "2026-06-10" };
    await recordRegistration(w.at(TODAY, w.admin.ctx), registrationInput.parse(input));
    const csv = "person,course,status,completed_on\nk-1,grunnkurs,completed,2026-06-11\n";
    await load(w.at(TODAY, w.admin.ctx), "course_registrations", csv);
    expect((await w.wakeUps()).length).toBeGreaterThanOrEqual(2);
    await issueCompleted(w.at(TODAY));
    await load(w.at(TODAY, w.admin.ctx), "course_registrations", csv);
    await issueCompleted(w.at(TODAY));
    expect((await w.certificates()).map((one) => one.user_id)).toEqual([form, file]);
  });

  test("is nothing before it is completed, before its day, before the type came with it, and to who has left", async () => {
    const [registered, tomorrow, before, left] = [
      await w.member(),
      await w.member(),
      await w.member(),
      await w.member(),
    ];
    await w.complete(registered, "", "registered");
    await w.complete(tomorrow, "2026-06-16");
    await w.complete(before, "2026-05-31");
    await w.complete(left, "2026-06-10");
    await w.query(
      "UPDATE memberships SET status = 'inactive', deactivated_at = now() WHERE organization_id = $1 AND user_id = $2",
      left,
    );
    await issueCompleted(w.at(TODAY));
    expect(await w.certificates()).toEqual([]);
    await issueCompleted(w.at("2026-06-16T06:00:00Z"));
    expect((await w.certificates()).map((one) => one.user_id)).toEqual([tomorrow]);
  });

  test("gives no second one to who holds one, and none that would be over; both are decided for good", async () => {
    const [holder, late] = [await w.member(), await w.member()];
    await issueCertification(
      w.at(TODAY, w.admin.ctx),
      issueInput.parse({ userId: holder, certificationTypeId: w.type, idempotencyKey: randomUUID() }),
    );
    await w.complete(holder, "2026-06-12");
    await w.complete(late, "2026-06-02");
    const later = w.at("2027-06-05T12:00:00Z");
    expect(await issueCompleted(later)).toEqual({ issued: 0, alreadyHeld: 1, alreadyOver: 1 });
    expect(await issueCompleted(w.at("2028-01-01T12:00:00Z"))).toEqual({
      issued: 0,
      alreadyHeld: 0,
      alreadyOver: 0,
    });
    expect(await w.certificates()).toHaveLength(1);
  });

  test("may give one of each of several types", async () => {
    const other = w.definition({ code: "annet", name: "Annet", validityMonths: undefined });
    await createCertificationType(w.at("2026-06-01T10:00:00Z", w.admin.ctx), other);
    await w.complete(await w.member(), "2026-06-10");
    expect(await issueCompleted(w.at(TODAY))).toMatchObject({ issued: 2 });
  });

  test("of New Year's Eve in Oslo has a number of that year, also where it is next year in UTC's terms", async () => {
    await w.complete(await w.member(), "2026-12-31");
    await w.complete(await w.member(), "2027-01-01");
    // Half past midnight of 1 January in Oslo, still 2026 in UTC.
    await issueCompleted(w.at("2026-12-31T23:30:00Z"));
    const prefix = w.ctx.organization.certificatePrefix;
    expect((await w.certificates()).map(({ number }) => number)).toEqual([
      `${prefix}-2026-00001`,
      `${prefix}-2027-00001`,
    ]);
  });

  test("is certified once by several workers at the same time, with numbers without a gap", async () => {
    const people = await Promise.all(Array.from({ length: 60 }, () => w.member()));
    for (const userId of people) await w.complete(userId, "2026-06-10");
    await Promise.all([1, 2, 3].map(() => issueCompleted(w.at(TODAY), 7)));
    const issued = await w.certificates();
    expect(new Set(issued.map((one) => one.user_id)).size).toBe(60);
    expect(issued.map(({ number }) => Number(number.split("-")[2]))).toEqual(
      Array.from({ length: 60 }, (_, index) => index + 1),
    );
  });

  test("waits while issuing is paused, and is not lost", async () => {
    await w.complete(await w.member(), "2026-06-10");
    await w.query(
      "UPDATE organizations SET issuing_paused_at = now(), issuing_paused_reason = 'look' WHERE id = $1",
    );
    expect(await issueCompleted(w.at(TODAY))).toMatchObject({ issued: 0 });
    await w.query(
      "UPDATE organizations SET issuing_paused_at = NULL, issuing_paused_reason = NULL WHERE id = $1",
    );
    expect(await issueCompleted(w.at(TODAY))).toMatchObject({ issued: 1 });
  });
});
