import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { activateAchievement, deactivateAchievement } from "@/lib/achievements/service";
import { type Awarded, awardBadge } from "@/lib/badges/award-service";
import { declineBadge } from "@/lib/badges/decline-service";
import { revokeBadge } from "@/lib/badges/revocation-service";
import type { Award } from "@/lib/badges/schema";
import type { Ctx } from "@/lib/context";
import type { AppError } from "@/lib/errors";
import { manualAchievement } from "@/lib/testing/active-achievement";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let organization: Ctx;
let kari: Ctx;
let ola: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  organization = await createTestOrganization(database);
  kari = (await createTestMember(database, organization, { role: "coordinator", name: "Kari" })).ctx;
  ola = (await createTestMember(database, organization, { role: "org_admin", name: "Ola" })).ctx;
});
afterAll(() => database.close());

const mentor = async (ctx = organization) => (await createTestMember(database, ctx)).userId;
let keys = 0;
const asked = (achievementId: string, userId: string, more: Partial<Award> = {}): Award => {
  keys += 1;
  return { achievementId, userId, reason: "For innsatsen", idempotencyKey: `test-key-${keys}`, ...more };
};
const refusalOf = (award: Promise<Awarded>) =>
  award.then(
    () => {
      throw new Error("the award was not refused");
    },
    (error: AppError) => ({ code: error.code, key: error.text?.key, values: error.text?.values, error }),
  );
const badgesOf = async (achievementId: string) =>
  (
    await database.everything.query(
      "SELECT * FROM earned_badges WHERE achievement_id = $1 ORDER BY created_at",
      [achievementId],
    )
  ).rows;

describe("a badge awarded by hand", () => {
  test("says who, why, when and with what evidence, is signed off, audited and evaluated further", async () => {
    const achievement = await manualAchievement(organization);
    const person = await mentor();
    const { id, status } = await awardBadge(
      kari,
      asked(achievement, person, {
        awardedOn: "2026-01-05",
        evidenceUrl: "https://example.org/a",
        evidenceNarrative: "Æ",
      }),
    );
    expect(status).toBe("awarded");
    expect(await badgesOf(achievement)).toMatchObject([
      {
        id,
        user_id: person,
        occurrence: "once",
        source: "manual",
        reason: "For innsatsen",
        awarded_at: new Date("2026-01-04T23:00:00Z"),
        evidence_url: "https://example.org/a",
        evidence_narrative: "Æ",
      },
    ]);
    const audit = await database.everything.query(
      "SELECT action, actor_role FROM audit_log WHERE subject_id = $1",
      [id],
    );
    expect(audit.rows).toEqual([{ action: "badge.awarded", actor_role: "coordinator" }]);
    const signed = await database.everything.query(
      "SELECT issuer_role, recipient_user_id FROM manual_awards WHERE earned_badge_id = $1",
      [id],
    );
    expect(signed.rows).toEqual([{ issuer_role: "coordinator", recipient_user_id: person }]);
    const ledger = await database.everything.query("SELECT 1 FROM evaluation_requests WHERE user_id = $1", [
      person,
    ]);
    expect(ledger.rowCount).toBe(1);
  });

  test("is given once when twenty ask at the same moment, and the others are told who holds it", async () => {
    const achievement = await manualAchievement(organization, { name: "Takk" });
    const person = await createTestMember(database, organization, { name: "Per" });
    const results = await Promise.allSettled(
      Array.from({ length: 20 }, (_, at) =>
        awardBadge(at % 2 ? kari : ola, asked(achievement, person.userId)),
      ),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const refused = results.flatMap((result) => (result.status === "rejected" ? [result.reason] : []));
    expect(new Set(refused.map((error: AppError) => `${error.code} ${error.text.key}`))).toEqual(
      new Set(["conflict badges.alreadyHeld"]),
    );
    expect(refused[0].text.values).toMatchObject({
      person: "Per",
      achievement: "Takk",
      by: expect.stringMatching(/Kari|Ola/),
    });
    expect(await badgesOf(achievement)).toHaveLength(1);
  });

  test("is given once when the same form is sent twenty times, and every time answers the same badge", async () => {
    const achievement = await manualAchievement(organization);
    const form = asked(achievement, await mentor());
    const answers = await Promise.all(Array.from({ length: 20 }, () => awardBadge(kari, { ...form })));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await badgesOf(achievement)).toHaveLength(1);
  });

  test("is not given again to who declined it, until that one is revoked", async () => {
    const achievement = await manualAchievement(organization);
    const holder = await createTestMember(database, organization);
    const { id } = await awardBadge(kari, asked(achievement, holder.userId));
    await declineBadge(holder.ctx, { id });
    expect(await refusalOf(awardBadge(kari, asked(achievement, holder.userId)))).toMatchObject({
      code: "conflict",
      key: "badges.declinedByHolder",
    });
    await revokeBadge(ola, { id, reason: "Ombestemte seg" });
    expect((await awardBadge(kari, asked(achievement, holder.userId))).status).toBe("awarded");
  });

  test("is refused when a key comes again with something else", async () => {
    const achievement = await manualAchievement(organization);
    const form = asked(achievement, await mentor());
    await awardBadge(kari, form);
    expect(await refusalOf(awardBadge(kari, { ...form, reason: "Noe annet" }))).toMatchObject({
      code: "conflict",
      key: "badges.keyReused",
    });
    expect(await refusalOf(awardBadge(kari, { ...form, userId: await mentor() }))).toMatchObject({
      key: "badges.keyReused",
    });
  });

  test("is never one's own, and never a peer mentor's or a job's to give", async () => {
    const achievement = await manualAchievement(organization);
    const self = ola.actor.kind === "user" ? ola.actor.userId : "";
    expect(await refusalOf(awardBadge(ola, asked(achievement, self)))).toMatchObject({
      code: "forbidden",
      key: "badges.notToYourself",
    });
    const peer = await createTestMember(database, organization);
    expect(await refusalOf(awardBadge(peer.ctx, asked(achievement, await mentor())))).toMatchObject({
      code: "forbidden",
    });
    expect(await refusalOf(awardBadge(organization, asked(achievement, await mentor())))).toMatchObject({
      code: "forbidden",
    });
    expect(await badgesOf(achievement)).toEqual([]);
  });

  test("needs an active achievement and an active person of this organisation", async () => {
    const other = await createTestOrganization(database);
    const foreign = await manualAchievement(other);
    const achievement = await manualAchievement(organization);
    const person = await mentor();
    expect(await refusalOf(awardBadge(kari, asked(foreign, person)))).toMatchObject({ code: "not_found" });
    expect(await refusalOf(awardBadge(kari, asked(achievement, await mentor(other))))).toMatchObject({
      code: "not_found",
    });
    await deactivateAchievement(organization, { id: achievement });
    expect(await refusalOf(awardBadge(kari, asked(achievement, person)))).toMatchObject({ code: "invalid" });
    await activateAchievement(organization, { id: achievement });
    await database.everything.query(
      "UPDATE memberships SET status = 'inactive', deactivated_at = now() WHERE user_id = $1",
      [person],
    );
    expect(await refusalOf(awardBadge(kari, asked(achievement, person)))).toMatchObject({
      code: "not_found",
    });
    expect(await badgesOf(achievement)).toEqual([]);
  });

  test("does not exist where the module is off, and is stopped where issuing is paused", async () => {
    const off = await createTestOrganization(database, { modules: ["certifications"] });
    const boss = await createTestMember(database, off, { role: "org_admin" });
    const id = await manualAchievement(organization);
    expect(await refusalOf(awardBadge(boss.ctx, asked(id, await mentor(off))))).toMatchObject({
      code: "not_found",
    });

    const paused = await createTestOrganization(database);
    const admin = await createTestMember(database, paused, { role: "org_admin" });
    const achievement = await manualAchievement(paused);
    await database.everything.query(
      "UPDATE organizations SET issuing_paused_at = now(), issuing_paused_reason = 'Kontroll' WHERE id = $1",
      [paused.organization.id],
    );
    expect(await refusalOf(awardBadge(admin.ctx, asked(achievement, await mentor(paused))))).toMatchObject({
      code: "unavailable",
      key: "issuingPaused",
    });
    expect(await badgesOf(achievement)).toEqual([]);
  });

  test("is not for a day to come, nor for one that leaves nothing before it expires", async () => {
    const person = await mentor();
    const short = await manualAchievement(organization, { expirePeriod: 30 });
    const future = await refusalOf(awardBadge(kari, asked(short, person, { awardedOn: "2999-01-01" })));
    expect(Object.keys(future.error.fields)).toEqual(["awardedOn"]);
    const past = await refusalOf(awardBadge(kari, asked(short, person, { awardedOn: "2020-01-01" })));
    expect(past.error.fields.awardedOn?.key).toBe("badges.alreadyOver");
  });

  test("may be given again by hand after it was revoked or its time was up", async () => {
    const achievement = await manualAchievement(organization, { expirePeriod: 1 });
    const person = await mentor();
    const first = await awardBadge(kari, asked(achievement, person));
    await revokeBadge(ola, { id: first.id, reason: "Feil person" });
    const second = await awardBadge(kari, asked(achievement, person));
    await database.everything.query(
      "UPDATE earned_badges SET awarded_at = now() - interval '3 days', expires_at = now() - interval '2 days' WHERE id = $1",
      [second.id],
    );
    await awardBadge(kari, asked(achievement, person));
    expect((await badgesOf(achievement)).map(({ status }) => status)).toEqual([
      "revoked",
      "expired",
      "awarded",
    ]);
  });

  test("waits for approval where the achievement asks for it, and a second nomination is told so", async () => {
    const achievement = await manualAchievement(organization, { needsApproval: true });
    const person = await mentor();
    expect(await awardBadge(kari, asked(achievement, person))).toMatchObject({ status: "pending_approval" });
    expect(await refusalOf(awardBadge(ola, asked(achievement, person)))).toMatchObject({
      key: "badges.alreadyNominated",
    });
  });
});
