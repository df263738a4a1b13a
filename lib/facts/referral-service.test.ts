import { afterAll, beforeAll, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { auditOf, outcome, past, rowOf, takeRequests, versionOf } from "@/lib/facts/facts.test-support";
import { correctReferral, recordReferral, voidReferral } from "@/lib/facts/referral-service";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let organization: Ctx;
let kari: Ctx;
let mentor: { userId: string; ctx: Ctx };
let foreign: { userId: string; ctx: Ctx };

beforeAll(async () => {
  database = await testDatabase();
  organization = await createTestOrganization(database);
  kari = (await createTestMember(database, organization, { role: "coordinator" })).ctx;
  mentor = await createTestMember(database, organization);
  foreign = await createTestMember(database, await createTestOrganization(database), { role: "org_admin" });
});
afterAll(() => database.close());

const referral = (changes: object = {}) => ({
  userId: mentor.userId,
  status: "pending" as const,
  ...past(),
  ...changes,
});
const requested = () => takeRequests(database, organization.organization.id);

test("a referral is recorded, completed and voided, and each time its person is evaluated and it is on record", async () => {
  const { id } = await recordReferral(kari, referral());
  expect(await requested()).toEqual([mentor.userId]);
  const { idempotencyKey: _, ...said } = referral({ status: "completed" });
  const version = await versionOf(database, "referrals", id);
  await correctReferral(kari, { id, version, ...said });
  expect(await requested()).toEqual([mentor.userId]);
  await voidReferral(kari, { id, reason: "Registrert to ganger" });
  expect(await requested()).toEqual([mentor.userId]);
  expect(await rowOf(database, "referrals", id)).toMatchObject({
    referrer_user_id: mentor.userId,
    status: "completed",
    void_reason: "Registrert to ganger",
  });
  expect((await auditOf(database, id)).map(({ action }) => action)).toEqual([
    "referral.recorded",
    "referral.corrected",
    "referral.voided",
  ]);
});

test("a form sent twice at once gives one referral", async () => {
  const sent = referral();
  const [first, second] = await Promise.all([recordReferral(kari, sent), recordReferral(kari, sent)]);
  expect(second).toEqual(first);
});

test("a foreign person is refused, and so are peer mentors and other organisations", async () => {
  const strange = referral({ userId: foreign.userId });
  expect(await outcome(recordReferral(kari, strange))).toBe("invalid userId: facts.unknownPerson");
  expect(await outcome(recordReferral(mentor.ctx, referral()))).toBe("forbidden forbidden");
  const { id } = await recordReferral(kari, referral());
  expect(await outcome(voidReferral(foreign.ctx, { id, reason: "x" }))).toBe("not_found notFound.referral");
});
