import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Ctx } from "@/lib/context";
import { correctActivity, recordActivity, voidActivity } from "@/lib/facts/activity-service";
import { auditOf, outcome, past, rowOf, takeRequests, versionOf } from "@/lib/facts/facts.test-support";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let organization: Ctx;
let kari: Ctx;
let mentor: { userId: string; ctx: Ctx };
let other: { userId: string };
let foreign: { userId: string; ctx: Ctx };

beforeAll(async () => {
  database = await testDatabase();
  organization = await createTestOrganization(database);
  kari = (await createTestMember(database, organization, { role: "coordinator" })).ctx;
  mentor = await createTestMember(database, organization);
  other = await createTestMember(database, organization);
  const elsewhere = await createTestOrganization(database);
  foreign = await createTestMember(database, elsewhere, { role: "org_admin" });
});
afterAll(() => database.close());
beforeEach(() => takeRequests(database, organization.organization.id));

const visit = (changes: object = {}) => ({ userId: mentor.userId, kind: "besøk", ...past(), ...changes });
const recorded = async () => (await recordActivity(kari, visit())).id;
const version = (id: string) => versionOf(database, "activities", id);
const requested = () => takeRequests(database, organization.organization.id);

/** What a form would send that changes nothing but `changes`. */
async function correction(id: string, changes: object = {}) {
  const { idempotencyKey: _, ...said } = visit();
  return { id, version: await version(id), ...said, ...changes };
}

describe("recording", () => {
  test("keeps who, what and when, says who recorded it, and has the person evaluated", async () => {
    const { id } = await recordActivity(kari, visit({ minutes: 90, participants: 2 }));
    const actor = kari.actor.kind === "user" ? kari.actor.userId : "";
    expect(await rowOf(database, "activities", id)).toMatchObject({
      user_id: mentor.userId,
      kind: "besøk",
      occurred_at: new Date("2026-03-01T13:05:00Z"),
      minutes: 90,
      participants: 2,
      recorded_by_user_id: actor,
    });
    expect(await requested()).toEqual([mentor.userId]);
    const [entry] = await auditOf(database, id);
    expect(entry).toMatchObject({
      action: "activity.recorded",
      actor_user_id: actor,
      after: { kind: "besøk", minutes: 90, occurredAt: "2026-03-01T13:05:00.000Z" },
    });
  });

  test("is not for peer mentors", async () => {
    expect(await outcome(recordActivity(mentor.ctx, visit()))).toBe("forbidden forbidden");
  });

  test("answers the same for somebody unknown and somebody of another organisation, and leaves nothing", async () => {
    const unknown = await outcome(recordActivity(kari, visit({ userId: randomUUID() })));
    expect(unknown).toBe("invalid userId: facts.unknownPerson");
    expect(await outcome(recordActivity(kari, visit({ userId: foreign.userId })))).toBe(unknown);
    expect(await requested()).toEqual([]);
  });

  test.each([
    ["tomorrow", { occurredOn: "2026-03-02", time: undefined }, "invalid occurredOn: facts.inFuture"],
    ["later today", { occurredOn: "2026-03-01", time: "13:01" }, "invalid time: facts.inFuture"],
    ["now", { occurredOn: "2026-03-01", time: "13:00" }, "done"],
    ["today", { occurredOn: "2026-03-01", time: undefined }, "done"],
    [
      "an hour the clocks jumped over",
      { occurredOn: "2025-03-30", time: "02:30" },
      "invalid time: facts.noSuchTime",
    ],
  ])("%s, by the organisation's clock", async (_, moment, expected) => {
    const asOf = new Date("2026-03-01T12:00:00Z");
    expect(await outcome(recordActivity({ ...kari, asOf }, visit(moment)))).toBe(expected);
  });

  test("gives one activity for one form, however often and however much at once it is sent", async () => {
    const sent = visit();
    const [first, second] = await Promise.all([recordActivity(kari, sent), recordActivity(kari, sent)]);
    expect(second).toEqual(first);
    expect(await recordActivity(kari, sent)).toEqual(first);
    expect(await outcome(recordActivity(kari, { ...sent, kind: "samtale" }))).toBe(
      "conflict facts.keyReused",
    );
    expect(await auditOf(database, first.id)).toHaveLength(1);
  });
});

describe("a correction", () => {
  test("to another person has both evaluated, and keeps before and after", async () => {
    const id = await recorded();
    await requested();
    await correctActivity(kari, await correction(id, { userId: other.userId, kind: "samtale" }));
    expect(await requested()).toEqual([mentor.userId, other.userId].sort());
    const [, entry] = await auditOf(database, id);
    expect(entry).toMatchObject({
      action: "activity.corrected",
      before: { userId: mentor.userId, kind: "besøk" },
      after: { userId: other.userId, kind: "samtale" },
    });
  });

  test("that says what is there already changes nothing and has nobody evaluated", async () => {
    const id = await recorded();
    await requested();
    await correctActivity(kari, await correction(id));
    expect(await requested()).toEqual([]);
    expect(await auditOf(database, id)).toHaveLength(1);
  });

  test("of the minutes keeps the seconds that an import knew, and an hour that came twice", async () => {
    const id = await recorded();
    const exact = "2025-10-26T01:30:17.123Z";
    await database.everything.query("UPDATE activities SET occurred_at = $2 WHERE id = $1", [id, exact]);
    const same = { occurredOn: "2025-10-26", time: "02:30", minutes: 30 };
    await correctActivity(kari, await correction(id, same));
    expect(await rowOf(database, "activities", id)).toMatchObject({
      occurred_at: new Date(exact),
      minutes: 30,
    });
  });

  test("of what somebody else has changed meanwhile is a conflict, and changes nothing", async () => {
    const id = await recorded();
    const stale = await correction(id, { kind: "min" });
    await correctActivity(kari, await correction(id, { kind: "din" }));
    expect(await outcome(correctActivity(kari, stale))).toBe("conflict facts.changedMeanwhile");
    expect(await rowOf(database, "activities", id)).toMatchObject({ kind: "din" });
  });

  test("of what somebody has voided meanwhile is a conflict that says so", async () => {
    const id = await recorded();
    const stale = await correction(id, { kind: "min" });
    await voidActivity(kari, { id, reason: "Feil" });
    expect(await outcome(correctActivity(kari, stale))).toBe("conflict facts.isVoided");
  });

  test("to somebody unknown or foreign is refused at the person", async () => {
    const id = await recorded();
    const to = await correction(id, { userId: foreign.userId });
    expect(await outcome(correctActivity(kari, to))).toBe("invalid userId: facts.unknownPerson");
  });

  test("reaches no activity of another organisation, and is not for peer mentors", async () => {
    const id = await recorded();
    const input = await correction(id, { kind: "min" });
    expect(await outcome(correctActivity(foreign.ctx, input))).toBe("not_found notFound.activity");
    expect(await outcome(correctActivity(mentor.ctx, input))).toBe("forbidden forbidden");
    expect(await rowOf(database, "activities", id)).toMatchObject({ kind: "besøk" });
  });
});

describe("voiding", () => {
  test("keeps the row with who, when and why, once, also when two void at the same moment", async () => {
    const id = await recorded();
    await requested();
    const outcomes = await Promise.all([
      outcome(voidActivity(kari, { id, reason: "Feil person" })),
      outcome(voidActivity(kari, { id, reason: "Feil person" })),
    ]);
    expect(outcomes.toSorted()).toEqual(["conflict facts.isVoided", "done"]);
    expect(await rowOf(database, "activities", id)).toMatchObject({
      voided_at: expect.any(Date),
      void_reason: "Feil person",
      voided_by_user_id: kari.actor.kind === "user" ? kari.actor.userId : "",
    });
    expect(await requested()).toEqual([mentor.userId]);
    const actions = (await auditOf(database, id)).map(({ action }) => action);
    expect(actions).toEqual(["activity.recorded", "activity.voided"]);
  });

  test("reaches no activity of another organisation, and is not for peer mentors", async () => {
    const id = await recorded();
    expect(await outcome(voidActivity(foreign.ctx, { id, reason: "x" }))).toBe("not_found notFound.activity");
    expect(await outcome(voidActivity(mentor.ctx, { id, reason: "x" }))).toBe("forbidden forbidden");
    expect(await rowOf(database, "activities", id)).toMatchObject({ voided_at: null });
  });
});
