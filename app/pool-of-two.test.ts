import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { awardBadge } from "@/lib/badges/award-service";
import { badgeFilters } from "@/lib/badges/filter-schema";
import { listBadges } from "@/lib/badges/list-queries";
import { listCertifications } from "@/lib/certifications/list-queries";
import { certificationFilters } from "@/lib/certifications/list-schema";
import { issueCertification } from "@/lib/certifications/service";
import type { Ctx } from "@/lib/context";
import { evaluateEverybody, evaluateRequested } from "@/lib/evaluation/evaluate";
import { recordActivity, voidActivity } from "@/lib/facts/activity-service";
import { createCourse } from "@/lib/facts/course-service";
import { recordReferral } from "@/lib/facts/referral-service";
import { recordRegistration } from "@/lib/facts/registration-service";
import { addPerson, changeRole } from "@/lib/people/service";
import { readProfile } from "@/lib/profiles/profile-queries";
import { activeAchievement, manualAchievement } from "@/lib/testing/active-achievement";
import { createTestCertificationType } from "@/lib/testing/certifications";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

// Before anything reads the environment. Whoever asks for a second connection while it holds one waits for ever here.
vi.hoisted(() => {
  process.env.HEDER_DATABASE_POOL = "2";
});

const PEOPLE = 5;
const IN_FLIGHT = 16;
const day = "2026-03-01";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

/** One organisation with all that the work below needs. */
async function arrange() {
  const system = await createTestOrganization(database);
  const admin = (await createTestMember(database, system, { role: "org_admin" })).ctx;
  const people = await Promise.all(Array.from({ length: PEOPLE }, () => createTestMember(database, system)));
  const automatic = await activeAchievement(system, { triggerThreshold: 2 });
  const manual = await manualAchievement(system);
  const certificationTypeId = await createTestCertificationType(database, system);
  const { id: courseId } = await createCourse(admin, { code: "K1", title: "Kurs" });
  return { system, admin, people, automatic, manual, certificationTypeId, courseId };
}
type Place = Awaited<ReturnType<typeof arrange>>;
type Work = () => Promise<unknown>;

const seenBy = (ctx: Ctx, userId: string): Work[] => [
  async () => (await readProfile(ctx, userId)).progress,
  () => listBadges(ctx, badgeFilters.parse({})),
  () => listCertifications(ctx, certificationFilters.parse({})),
];

/** What people do to one person at the same time, and what the system does meanwhile. */
function workFor({ admin, system, manual, certificationTypeId, courseId }: Place, userId: string): Work[] {
  const fact = { userId, occurredOn: day };
  const activity = () => recordActivity(admin, { ...fact, kind: "visit", idempotencyKey: randomUUID() });
  return [
    activity,
    activity,
    async () => voidActivity(admin, { id: (await activity()).id, reason: "Feil person" }),
    () => recordReferral(admin, { ...fact, status: "completed", idempotencyKey: randomUUID() }),
    () => recordRegistration(admin, { userId, courseId, status: "completed", completedOn: day }),
    () => awardBadge(admin, { userId, achievementId: manual, reason: "Takk", idempotencyKey: randomUUID() }),
    () => issueCertification(admin, { userId, certificationTypeId, idempotencyKey: randomUUID() }),
    () => changeRole(admin, { userId, role: "coordinator" }),
    () => addPerson(admin, { displayName: "Ny", role: "peer_mentor" }),
    () => evaluateRequested(system),
    ...seenBy(admin, userId),
  ];
}

/** Refused in the middle of their transactions, which must leave their connection as they found it. */
const refused = ({ admin, manual, certificationTypeId }: Place, foreign: string): Work[] => [
  () =>
    awardBadge(admin, { userId: foreign, achievementId: manual, reason: "x", idempotencyKey: randomUUID() }),
  () => issueCertification(admin, { userId: foreign, certificationTypeId, idempotencyKey: randomUUID() }),
  () =>
    recordActivity(admin, { userId: foreign, occurredOn: day, kind: "visit", idempotencyKey: randomUUID() }),
  () => changeRole(admin, { userId: foreign, role: "org_admin" }),
];

/** Runs all, so many at a time; answers how each ended. */
async function runAll(works: readonly Work[]): Promise<string[]> {
  const left = works.entries();
  const outcomes: string[] = [];
  const one = async () => {
    for (const [index, work] of left) {
      outcomes[index] = await work().then(
        () => "done",
        (error: { code?: string; message: string }) => error.code ?? error.message,
      );
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, one));
  return outcomes;
}

/** As a fixed shuffle: the two organisations' work side by side, and everything of one kind far apart. */
const mixed = <T>(items: readonly T[]): T[] =>
  items
    .map((item, index) => ({ item, place: (index * 7919) % items.length }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item);

test("sixteen people at once work through two connections: nothing waits for ever, is lost or is another's", async () => {
  const places = await Promise.all([arrange(), arrange()]);
  const [here, there] = places;
  const allowed = places.flatMap((place) => place.people.flatMap(({ userId }) => workFor(place, userId)));
  const forbidden = [
    ...refused(here, there.people[0]?.userId ?? ""),
    ...refused(there, here.people[0]?.userId ?? ""),
  ];
  const works = mixed([
    ...allowed.map((work) => ({ work, expected: "done" })),
    ...forbidden.map((work) => ({ work, expected: "refused" })),
  ]);
  const outcomes = await runAll(works.map(({ work }) => work));
  const surprising = outcomes.filter(
    (outcome, index) => (outcome === "done") !== (works[index]?.expected === "done"),
  );
  expect(surprising).toEqual([]);
  expect(outcomes.filter((outcome) => !["done", "invalid", "not_found"].includes(outcome))).toEqual([]);

  for (const { system, automatic } of places) {
    await evaluateEverybody(system);
    const { rows } = await database.everything.query(
      `SELECT
         (SELECT count(*)::int FROM activities WHERE organization_id = $1 AND voided_at IS NULL) AS activities,
         (SELECT count(*)::int FROM earned_badges WHERE organization_id = $1 AND achievement_id = $2) AS automatic,
         (SELECT count(*)::int FROM earned_badges WHERE organization_id = $1 AND source = 'manual') AS manual,
         (SELECT count(*)::int FROM memberships WHERE organization_id = $1) AS people,
         (SELECT string_agg(right(certificate_number, 5), ' ' ORDER BY certificate_number)
          FROM certifications WHERE organization_id = $1) AS numbers`,
      [system.organization.id, automatic],
    );
    expect(rows[0]).toEqual({
      activities: 2 * PEOPLE,
      automatic: PEOPLE,
      manual: PEOPLE,
      people: 1 + 2 * PEOPLE,
      numbers: "00001 00002 00003 00004 00005",
    });
  }
  const { rows } = await database.everything.query(
    "SELECT count(*)::int AS open FROM pg_stat_activity WHERE datname = current_database() AND usename = 'heder_app'",
  );
  expect(rows[0].open).toBeLessThanOrEqual(2);
});
