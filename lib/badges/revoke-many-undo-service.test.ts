import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { awardBatch } from "@/lib/badges/batch-service";
import { outcome, type RevocationWorld, revocationWorld } from "@/lib/badges/revoke-many.test-support";
import { getRevocation } from "@/lib/badges/revoke-many-queries";
import { orderRevokeMany } from "@/lib/badges/revoke-many-service";
import { undoRevokeMany } from "@/lib/badges/revoke-many-undo-service";
import { inTenant } from "@/lib/db";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let w: RevocationWorld;

beforeAll(async () => {
  database = await testDatabase();
  w = await revocationWorld(database);
});
afterAll(() => database.close());

async function revoked(
  count: number,
  before: (ids: readonly string[]) => Promise<unknown> = async () => null,
) {
  const ids = await w.award(count);
  await before(ids);
  const { id, runId } = await orderRevokeMany(w.kari.ctx, await w.ask(w.kari.ctx, { ids }));
  await w.work(runId);
  return { id, runId, ids };
}
const stands = async (ids: readonly string[]) => (await w.badges(ids)).map(({ status }) => status);

describe("undoing a revocation of many", () => {
  test("makes each badge what it was, with nothing of the revocation left on it", async () => {
    const { id, ids } = await revoked(3, async ([first]) =>
      w.query("UPDATE earned_badges SET status = 'expired' WHERE organization_id = $1 AND id = $2", first),
    );
    expect((await getRevocation(w.kari.ctx, id, {})).undoUntil).not.toBe(null);
    expect(await undoRevokeMany(w.ola.ctx, { id })).toEqual({ undone: 3 });
    expect(await stands(ids)).toEqual(["expired", "awarded", "awarded"]);
    for (const badge of await w.badges(ids))
      expect(badge).toMatchObject({ revoked_at: null, revoked_by_user_id: null, revocation_reason: null });
    expect(await getRevocation(w.kari.ctx, id, {})).toMatchObject({
      undone: { by: "Ola", count: 3 },
      undoUntil: null,
    });
  });

  test("leaves revoked what went out as a file, as that stays revoked, and what somebody got anew", async () => {
    const { id, ids } = await revoked(3, ([first = ""]) => w.publish(first));
    const [, second] = await w.badges(ids);
    const [one] = await w.query<{ achievement_id: string }>(
      "SELECT achievement_id FROM earned_badges WHERE organization_id = $1 AND id = $2",
      ids[1],
    );
    await awardBatch(w.ola.ctx, {
      achievementId: one?.achievement_id ?? "",
      reason: "Likevel",
      idempotencyKey: randomUUID(),
      userIds: [second?.user_id ?? ""],
      includeRevoked: true,
    });
    expect((await getRevocation(w.kari.ctx, id, {})).comingBack).toBe(1);
    expect(await undoRevokeMany(w.kari.ctx, { id })).toEqual({ undone: 1 });
    expect(await stands(ids)).toEqual(["revoked", "revoked", "awarded"]);
    expect((await getRevocation(w.kari.ctx, id, {})).comingBack).toBe(0);
  });

  test("happens once, also when twenty press at the same moment", async () => {
    const { id, ids } = await revoked(5);
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => outcome(undoRevokeMany(w.kari.ctx, { id }))),
    );
    expect(outcomes.toSorted()).toEqual([...Array(19).fill("conflict badges.revocationUndone"), "done"]);
    expect(await stands(ids)).toEqual(Array(5).fill("awarded"));
  });

  test("is possible for 24 hours, and not while the badges are being revoked, says the database", async () => {
    const { id, ids } = await revoked(1);
    await w.age(id, "23 hours 59 minutes");
    expect((await getRevocation(w.kari.ctx, id, {})).undoUntil).not.toBe(null);
    await w.age(id, "2 minutes");
    expect((await getRevocation(w.kari.ctx, id, {})).undoUntil).toBe(null);
    expect(await outcome(undoRevokeMany(w.kari.ctx, { id }))).toBe("conflict badges.revocationTooLate");
    expect(await stands(ids)).toEqual(["revoked"]);
    const waiting = await orderRevokeMany(w.kari.ctx, await w.ask(w.kari.ctx, { ids: await w.award(1) }));
    expect(await outcome(undoRevokeMany(w.kari.ctx, { id: waiting.id }))).toBe(
      "conflict badges.revocationAtWork",
    );
  });

  test("is the only way back there is: a badge that is revoked comes back by nothing else", async () => {
    const { ids } = await revoked(1);
    const back = inTenant(
      w.kari.ctx,
      (tx) => tx.$executeRaw`
        UPDATE earned_badges SET status = 'awarded', revoked_at = NULL, revoked_by_user_id = NULL, revocation_reason = NULL
        WHERE organization_id = ${w.ctx.organization.id}::uuid AND id = ${ids[0]}::uuid`,
    );
    await expect(back).rejects.toThrow("earned_badges_status_transition");
  });

  test("ends the run: what had not been revoked when it stopped is not revoked by trying again", async () => {
    const ids = await w.award(4);
    const { id, runId } = await orderRevokeMany(w.kari.ctx, await w.ask(w.kari.ctx, { ids }));
    await w.query(
      "UPDATE job_runs SET status = 'failed', finished_at = now(), error = '{\"key\": \"x\"}' WHERE organization_id = $1 AND id = $2",
      runId,
    );
    await undoRevokeMany(w.kari.ctx, { id });
    await w.query(
      "UPDATE job_runs SET status = 'queued', finished_at = NULL, error = NULL WHERE organization_id = $1 AND id = $2",
      runId,
    );
    await w.work(runId);
    expect(await w.run(runId)).toMatchObject({ status: "cancelled" });
    expect(await stands(ids)).toEqual(Array(4).fill("awarded"));
  });

  test("reaches nothing of another organisation, and is nothing a peer mentor may do", async () => {
    const { id } = await revoked(1);
    const stranger = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    expect(await outcome(undoRevokeMany(stranger.ctx, { id }))).toBe("not_found notFound.badgeRevocation");
    const peer = await createTestMember(database, w.ctx);
    expect(await outcome(undoRevokeMany(peer.ctx, { id }))).toBe("forbidden forbidden");
  });
});
