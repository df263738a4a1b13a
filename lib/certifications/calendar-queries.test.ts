import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readExpiryCalendar } from "@/lib/certifications/calendar-queries";
import { countCertifications } from "@/lib/certifications/list-queries";
import { calendarFilter, certificationFilters } from "@/lib/certifications/list-schema";
import type { Ctx } from "@/lib/context";
import { createTestCertificate } from "@/lib/testing/certificates";
import { createTestCertificationType } from "@/lib/testing/certifications";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
const NOON = "2026-11-29T12:00:00Z";
const at = (now: string, who: Ctx): Ctx => ({ ...who, asOf: new Date(now) });
const filters = (raw: object) => certificationFilters.parse(raw);

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

describe("the calendar of expiry", () => {
  let own: Ctx;
  beforeAll(async () => {
    own = await createTestOrganization(database);
    const kind = await createTestCertificationType(database, own);
    const one = (name: string, expiresAt: string | null, how: object = {}) =>
      createTestCertificate(database, own, { type: kind, name, expiresAt, ...how });
    // Midnight in Oslo is 23:00 in UTC, and what ends then has its last day before: in November, and in December.
    await one("A", "2026-11-30T23:00:00Z");
    await one("B", "2026-11-30T23:00:01Z");
    await one("C", "2026-12-31T23:00:00Z");
    await one("D", "2026-12-31T23:00:01Z");
    await one("Taken back", "2026-12-05T12:00:00Z", { status: "revoked" });
    const { id, userId } = await one("For life", null);
    await one("Replaced", "2026-12-05T12:00:00Z", { status: "superseded", userId, renewedBy: id });
    for (const n of [1, 2, 3, 4, 5]) await one(`Many ${n}`, `2026-12-10T0${n}:00:00Z`);
  });
  const calendar = (month?: string, who = own) =>
    readExpiryCalendar(at(NOON, who), calendarFilter.parse({ month }));

  test("has the days of the organisation's month, who ends first, and how many in all", async () => {
    const { days, total, month } = await calendar("2026-12");
    expect(days.map(({ day, count, first }) => [day, count, ...first.map(({ person }) => person)])).toEqual([
      ["2026-12-01", 1, "B"],
      ["2026-12-10", 5, "Many 1", "Many 2", "Many 3"],
      ["2026-12-31", 1, "C"],
    ]);
    expect([total, month]).toEqual([7, "2026-12"]);
  });

  test("is of this month when none is said, and counts the year ahead", async () => {
    const { month, months, today } = await calendar();
    expect([month, today]).toEqual(["2026-11", "2026-11-29"]);
    expect(months.slice(0, 4).map(({ month: one, count }) => [one, count])).toEqual([
      ["2026-11", 1],
      ["2026-12", 7],
      ["2027-01", 1],
      ["2027-02", 0],
    ]);
    expect(months).toHaveLength(12);
  });

  test("leads for each day to a list of as many", async () => {
    const { days } = await calendar("2026-12");
    for (const { day, count } of days) {
      const asked = filters({ from: day, to: day, status: "not_ended_early" });
      expect(await countCertifications(at(NOON, own), asked), day).toBe(count);
    }
  });

  test("shows another organisation nothing, and a peer mentor is refused", async () => {
    const elsewhere = await createTestOrganization(database);
    expect((await calendar("2026-12", elsewhere)).days).toEqual([]);
    const mentor = await createTestMember(database, own);
    await expect(calendar("2026-12", mentor.ctx)).rejects.toMatchObject({ code: "forbidden" });
  });
});
