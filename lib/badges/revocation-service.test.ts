import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { approveBadge, rejectBadge } from "@/lib/badges/approval-service";
import { awardBadge } from "@/lib/badges/award-service";
import { revokeBadge } from "@/lib/badges/revocation-service";
import type { Ctx } from "@/lib/context";
import type { AppError } from "@/lib/errors";
import { manualAchievement } from "@/lib/testing/active-achievement";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let organization: Ctx;
let kari: Ctx;
let ola: Ctx;
let per: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  organization = await createTestOrganization(database);
  kari = (await createTestMember(database, organization, { role: "coordinator" })).ctx;
  ola = (await createTestMember(database, organization, { role: "org_admin" })).ctx;
  per = (await createTestMember(database, organization, { role: "coordinator" })).ctx;
});
afterAll(() => database.close());

let keys = 0;
async function awarded(needsApproval = false, userId?: string): Promise<string> {
  keys += 1;
  const achievementId = await manualAchievement(organization, { needsApproval });
  const person = userId ?? (await createTestMember(database, organization)).userId;
  const award = { achievementId, userId: person, reason: "Takk", idempotencyKey: `test-key-${keys}` };
  return (await awardBadge(kari, award)).id;
}
const code = (change: Promise<unknown>) =>
  change.then(
    () => "done",
    (error: AppError) => `${error.code} ${error.text.key}`,
  );
const row = async (id: string) =>
  (await database.everything.query("SELECT * FROM earned_badges WHERE id = $1", [id])).rows[0];
const audit = async (id: string) =>
  (await database.everything.query("SELECT action FROM audit_log WHERE subject_id = $1 ORDER BY seq", [id]))
    .rows;

describe("a revocation", () => {
  test("keeps the badge with who, when and why, once, also when two revoke at the same moment", async () => {
    const id = await awarded();
    const outcomes = await Promise.all([
      code(revokeBadge(kari, { id, reason: "Feil" })),
      code(revokeBadge(ola, { id, reason: "Feil" })),
    ]);
    expect(outcomes.toSorted()).toEqual(["conflict badges.notRevocable", "done"]);
    expect(await row(id)).toMatchObject({
      status: "revoked",
      revocation_reason: "Feil",
      revoked_at: expect.any(Date),
    });
    expect(await audit(id)).toEqual([{ action: "badge.awarded" }, { action: "badge.revoked" }]);
  });

  test("reaches no badge of another organisation, and is nothing a peer mentor may do", async () => {
    const id = await awarded();
    const stranger = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    expect(await code(revokeBadge(stranger.ctx, { id, reason: "x" }))).toBe("not_found notFound.earnedBadge");
    const peer = await createTestMember(database, organization);
    expect(await code(revokeBadge(peer.ctx, { id, reason: "x" }))).toBe("forbidden forbidden");
    expect((await row(id)).status).toBe("awarded");
  });
});

describe("a badge that waits for approval", () => {
  test("stands from the day it is approved, and is decided once", async () => {
    const id = await awarded(true);
    const outcomes = await Promise.all([
      code(approveBadge(ola, { id })),
      code(rejectBadge(per, { id, reason: "Nei" })),
    ]);
    expect(outcomes.filter((outcome) => outcome === "done")).toHaveLength(1);
    expect(outcomes).toContain("conflict badges.alreadyDecided");
    expect(await row(id)).toMatchObject({
      decided_at: expect.any(Date),
      decided_by_user_id: expect.any(String),
    });
  });

  test("is never approved by the person who would get it", async () => {
    const self = ola.actor.kind === "user" ? ola.actor.userId : "";
    const id = await awarded(true, self);
    expect(await code(approveBadge(ola, { id }))).toBe("forbidden badges.notForYourself");
    expect((await row(id)).status).toBe("pending_approval");
  });

  test("is not approved while issuing is paused", async () => {
    const id = await awarded(true);
    const pause = (at: string) =>
      database.everything.query(
        `UPDATE organizations SET issuing_paused_at = ${at}, issuing_paused_reason = ${at === "NULL" ? "NULL" : "'Stopp'"} WHERE id = $1`,
        [organization.organization.id],
      );
    await pause("now()");
    expect(await code(approveBadge(ola, { id }))).toBe("unavailable issuingPaused");
    await pause("NULL");
    expect(await code(approveBadge(ola, { id }))).toBe("done");
  });
});
