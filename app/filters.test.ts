import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type * as z from "zod";
import { badgeFilters } from "@/lib/badges/filter-schema";
import { listBadges } from "@/lib/badges/list-queries";
import { readExpiryCalendar } from "@/lib/certifications/calendar-queries";
import { countCertifications, listCertifications } from "@/lib/certifications/list-queries";
import {
  calendarFilter,
  certificationFilters,
  certificationMatching,
} from "@/lib/certifications/list-schema";
import type { Ctx } from "@/lib/context";
import { listAudit } from "@/lib/events/audit-queries";
import { auditFilter } from "@/lib/events/audit-schema";
import { listActivities } from "@/lib/facts/activity-queries";
import { listCourses } from "@/lib/facts/course-queries";
import { activityFilter, courseFilter, referralFilter, registrationFilter } from "@/lib/facts/filter-schema";
import { listReferrals } from "@/lib/facts/referral-queries";
import { listRegistrations } from "@/lib/facts/registration-queries";
import { listImports } from "@/lib/imports/queries";
import { importFilter } from "@/lib/imports/schema";
import { listInbox } from "@/lib/notifications/inbox-queries";
import { inboxFilter } from "@/lib/notifications/inbox-schema";
import { listPeople, searchPeople } from "@/lib/people/queries";
import { personFilter, personSearch } from "@/lib/people/schema";
import { listJobs } from "@/lib/runs/queries";
import { jobFilter } from "@/lib/runs/schema";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestOrganization } from "@/lib/testing/organizations";
import { standingsFilter, tierSimulatorFilter } from "@/lib/tiers/filter-schema";
import { readStandings } from "@/lib/tiers/season-queries";
import { simulateTiers } from "@/lib/tiers/simulator-queries";

const ID = "00000000-0000-4000-8000-000000000000";
const cursor = (...place: unknown[]) => Buffer.from(JSON.stringify(place)).toString("base64url");

/** What an address can say is text, and the same name twice a list of them. */
const addresses: readonly (readonly [string, unknown])[] = [
  ["NUL", "a\u0000b"],
  ["half a character", "\ud800"],
  ["right-to-left text and a picture", "\u202eشكرا\u202c🏅"],
  ["SQL", "'; DROP TABLE users; --"],
  ["an id of nothing", ID],
  ["a day that does not exist", "2026-02-30"],
  ["the first day there is", "0000-01-01"],
  ["the last day there is", "9999-12-31"],
  ["twice", ["a", "b"]],
  ["the year before the first", "0000"],
  ["the last year", "9999"],
  ["the last month", "9999-12"],
  ["the last quarter", "9999-Q4"],
  ["wildcards", "%_\\"],
  ["more than a bigint", "999999999999999999"],
  ["a place before all times", cursor("-999999999999999999", ID)],
  ["a place after all times", cursor("999999999999999999", ID)],
  ["a place on a day that is none", cursor("2026-02-30T00:00:00.000000Z", ID)],
  ["a place on the first day", cursor("1000-01-01T00:00:00.000000Z", ID)],
  ["a place in text with NUL", cursor("\u0000", ID)],
  ["a place in half a character", cursor("\ud800", ID)],
  ["a place of numbers", cursor(1, 2)],
  ["a place that is none", cursor({ a: 1 })],
];

const lists: readonly (readonly [string, z.ZodObject, (ctx: Ctx, filter: never) => Promise<unknown>])[] = [
  ["badges", badgeFilters, listBadges],
  ["certificates", certificationFilters, listCertifications],
  ["certificates that are counted", certificationMatching, (ctx, asked) => countCertifications(ctx, asked)],
  ["a calendar of expiry", calendarFilter, readExpiryCalendar],
  ["audit log", auditFilter, listAudit],
  ["activities", activityFilter, listActivities],
  ["courses", courseFilter, listCourses],
  ["referrals", referralFilter, listReferrals],
  ["registrations", registrationFilter, (ctx, filter) => listRegistrations(ctx, ID, filter)],
  ["imports", importFilter, listImports],
  ["jobs", jobFilter, listJobs],
  ["inbox", inboxFilter, listInbox],
  ["standings", standingsFilter, readStandings],
  ["tier simulator", tierSimulatorFilter, simulateTiers],
  ["people", personFilter, listPeople],
  ["people as one types", personSearch, (ctx, { q }: { q: string }) => searchPeople(ctx, q)],
];

let database: TestDatabase;
let ctx: Ctx;
beforeAll(async () => {
  database = await testDatabase();
  // West of Greenwich, where a day at the edge of the calendar begins in another year.
  ctx = await createTestOrganization(database, { timeZone: "America/Los_Angeles" });
});
afterAll(() => database.close());

describe.each(lists)("the list of %s", (_, schema, list) => {
  test.each(Object.keys(schema.shape))("is shown whatever its address says about %s", async (field) => {
    const asked = new Map(
      addresses.map(([name, value]) => [JSON.stringify(schema.parse({ [field]: value })), name]),
    );
    for (const [filter, name] of asked) {
      await expect(list(ctx, JSON.parse(filter) as never), name).resolves.toBeDefined();
    }
  });
});
