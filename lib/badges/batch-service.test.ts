import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { awardBadge } from "@/lib/badges/award-service";
import type { BatchRequest, ListedPerson } from "@/lib/badges/batch-people-queries";
import { getBatch } from "@/lib/badges/batch-queries";
import { awardBatch, previewBatch } from "@/lib/badges/batch-service";
import { nominate } from "@/lib/badges/nomination-service";
import { revokeBadge } from "@/lib/badges/revocation-service";
import type { Ctx } from "@/lib/context";
import type { AppError } from "@/lib/errors";
import { pickPeople } from "@/lib/people/picker-queries";
import { activeAchievement, manualAchievement } from "@/lib/testing/active-achievement";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let organization: Ctx;
let kari: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  organization = await createTestOrganization(database);
  kari = (await createTestMember(database, organization, { role: "coordinator", name: "Kari" })).ctx;
});
afterAll(() => database.close());

const idOf = ({ actor }: Ctx) => (actor.kind === "user" ? actor.userId : "");
const person = async (more: { externalRef?: string; email?: string } = {}) =>
  (await createTestMember(database, organization, more)).userId;
const request = (achievementId: string, more: Partial<BatchRequest>): BatchRequest => ({
  achievementId,
  reason: "For innsatsen",
  idempotencyKey: randomUUID(),
  ...more,
});
const listed = (...people: readonly Partial<ListedPerson>[]): ListedPerson[] =>
  people.map((one, at) => ({ line: at + 2, person: null, reason: null, day: null, problem: null, ...one }));
const badgesOf = async (achievementId: string) =>
  (
    await database.everything.query(
      "SELECT * FROM earned_badges WHERE achievement_id = $1 ORDER BY user_id, created_at",
      [achievementId],
    )
  ).rows;
const code = (change: Promise<unknown>) =>
  change.then(
    () => "done",
    (error: AppError) => `${error.code} ${Object.values(error.fields)[0]?.key ?? error.text.key}`,
  );
const update = (userId: string, set: string) =>
  database.everything.query(`UPDATE memberships SET ${set} WHERE user_id = $1`, [userId]);

describe("a batch of awards", () => {
  test("gives each person their badge with a sign-off, and keeps what became of everybody else", async () => {
    const achievementId = await manualAchievement(organization);
    const give = (userId: string) =>
      awardBadge(kari, { achievementId, userId, reason: "x", idempotencyKey: randomUUID() });
    const [ref, held, revoked, inactive, late] = await Promise.all([
      person({ externalRef: "m-1" }),
      person({ externalRef: "m-2" }),
      person({ externalRef: "m-3" }),
      person({ externalRef: "m-4" }),
      person({ externalRef: "m-5" }),
    ]);
    const email = await person({ email: "per@example.org" });
    await person({ externalRef: "m-6" }).then((userId) =>
      nominate(kari, { achievementId, userId, reason: "x", idempotencyKey: randomUUID() }),
    );
    await give(held);
    await revokeBadge(kari, { id: (await give(revoked)).id, reason: "Feil" });
    await update(inactive, "status = 'inactive', deactivated_at = now()");
    await update(late, "joined_on = '2026-02-01'");
    await update(idOf(kari), "external_ref = 'm-self'");
    const list = listed(
      { person: "m-1", reason: "Egen grunn", day: "2026-01-05" },
      { person: "Per@Example.org" },
      { person: "m-2" },
      { person: "m-3" },
      { person: "m-4" },
      { person: "m-5", day: "2026-01-31" },
      { person: "m-6" },
      { person: "m-self" },
      { person: "nobody" },
      { person: "m-1", day: "2026-01-06" },
      { person: "per@example.org", day: "2999-01-01" },
      { problem: { key: "imports.required" } },
    );
    const outcomes = [
      "awarded",
      "awarded",
      "already_held",
      "revoked_before",
      "inactive",
      "before_joining",
      "already_nominated",
      "yourself",
      "unknown_person",
      "repeated",
      "in_future",
      "unreadable",
    ];
    const asked = request(achievementId, { list, silent: true });
    const preview = await previewBatch(kari, asked);
    expect(preview.rows.map(({ outcome }) => outcome)).toEqual(outcomes);
    expect(preview.counts).toMatchObject({ awarded: 2, already_held: 1 });
    expect(await badgesOf(achievementId)).toHaveLength(3);

    const { id, awarded } = await awardBatch(kari, asked);
    expect(awarded).toBe(2);
    const batch = await getBatch(kari, id, {});
    expect(batch.rows.map(({ outcome }) => outcome)).toEqual(outcomes);
    expect(batch).toMatchObject({ rowCount: 12, awarded: 2, notify: false, createdBy: "Kari" });
    const rows = await badgesOf(achievementId);
    expect(rows.find(({ user_id }) => user_id === ref)).toMatchObject({
      reason: "Egen grunn",
      awarded_at: new Date("2026-01-04T23:00:00Z"),
      notify: false,
      source: "manual",
      awarded_by_user_id: idOf(kari),
    });
    expect(rows.find(({ user_id }) => user_id === email)).toMatchObject({
      reason: "For innsatsen",
      status: "awarded",
    });
    const signed = await database.everything.query(
      "SELECT issuer_role FROM manual_awards WHERE recipient_user_id = ANY ($1) AND earned_badge_id IS NOT NULL",
      [[ref, email]],
    );
    expect(signed.rows).toEqual([{ issuer_role: "coordinator" }, { issuer_role: "coordinator" }]);
    const audit = await database.everything.query("SELECT action FROM audit_log WHERE subject_id = $1", [id]);
    expect(audit.rows).toEqual([{ action: "badges.batch_awarded" }]);
  });

  test("includes those who lost it before, and days before joining, when that is meant", async () => {
    const achievementId = await manualAchievement(organization);
    const userIds = [await person(), await person()] as const;
    const { id } = await awardBadge(kari, {
      achievementId,
      userId: userIds[0],
      reason: "x",
      idempotencyKey: randomUUID(),
    });
    await revokeBadge(kari, { id, reason: "Feil" });
    await update(userIds[1], "joined_on = '2026-02-01'");
    const asked = request(achievementId, { userIds: [...userIds], awardedOn: "2026-01-15" });
    expect(await code(awardBatch(kari, asked))).toBe("conflict badges.nobodyToAward");
    const meant = { ...asked, includeRevoked: true, includeEarlier: true };
    expect((await awardBatch(kari, meant)).awarded).toBe(2);
  });

  test("is one when the button is pressed twenty times, and a key never stands for something else", async () => {
    const achievementId = await manualAchievement(organization);
    const asked = request(achievementId, { userIds: [await person(), await person()] });
    const answers = await Promise.all(Array.from({ length: 20 }, () => awardBatch(kari, { ...asked })));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await badgesOf(achievementId)).toHaveLength(2);
    expect(await code(awardBatch(kari, { ...asked, reason: "Noe annet" }))).toBe("conflict badges.keyReused");
  });

  test("gives everybody one badge when several batches of the same people run at once", async () => {
    const achievementId = await manualAchievement(organization);
    const userIds = await Promise.all(Array.from({ length: 30 }, () => person()));
    const outcomes = await Promise.all(
      Array.from({ length: 6 }, (_, at) =>
        code(awardBatch(kari, request(achievementId, { userIds: at % 2 ? userIds.toReversed() : userIds }))),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(1);
    expect(await badgesOf(achievementId)).toHaveLength(30);
  });

  test("gives a numbered badge its next number and a yearly one its year, for each person", async () => {
    const numbered = await manualAchievement(organization, { isRepeatable: true });
    const yearly = await activeAchievement(organization, {
      isRepeatable: true,
      triggerMetadata: { period: "year" },
    });
    await person({ externalRef: "n-1" });
    const list = listed(
      { person: "n-1", day: "2025-03-01" },
      { person: "n-1", day: "2026-03-01" },
      { person: "n-1", day: "2026-03-01" },
    );
    await awardBatch(kari, request(numbered, { list }));
    await awardBatch(kari, request(yearly, { list }));
    const occurrences = async (id: string) => (await badgesOf(id)).map(({ occurrence }) => occurrence).sort();
    expect(await occurrences(numbered)).toEqual(["1", "2"]);
    expect(await occurrences(yearly)).toEqual(["2025", "2026"]);
  });

  test("waits for approval where the achievement asks for it, without a sign-off of its own", async () => {
    const achievementId = await manualAchievement(organization, { needsApproval: true });
    const asked = request(achievementId, { userIds: [await person()] });
    expect((await previewBatch(kari, asked)).needsApproval).toBe(true);
    await awardBatch(kari, asked);
    expect(await badgesOf(achievementId)).toMatchObject([{ status: "pending_approval" }]);
    const signed = await database.everything.query("SELECT FROM manual_awards WHERE achievement_id = $1", [
      achievementId,
    ]);
    expect(signed.rowCount).toBe(0);
  });

  test("finds everybody who matches, as the people to choose from do, and never the one who asks", async () => {
    const own = await createTestOrganization(database);
    const boss = await createTestMember(database, own, { role: "org_admin", name: "Boss" });
    for (let at = 0; at < 30; at += 1) await createTestMember(database, own, { name: `Mentor ${at}` });
    await createTestMember(database, own, { name: "Somebody else" });
    const first = await pickPeople(boss.ctx, { q: "mentor" });
    expect(first).toMatchObject({ total: 30 });
    expect(first.rows).toHaveLength(25);
    const second = await pickPeople(boss.ctx, { q: "mentor", after: first.next ?? "" });
    expect(second.rows).toHaveLength(5);
    expect(second.next).toBe(null);
    const achievementId = await manualAchievement(own);
    expect(
      (await previewBatch(boss.ctx, request(achievementId, { matching: { q: "mentor" } }))).counts,
    ).toEqual({ awarded: 30 });
    expect((await previewBatch(boss.ctx, request(achievementId, { matching: {} }))).counts).toEqual({
      awarded: 31,
      yourself: 1,
    });
  });
});
