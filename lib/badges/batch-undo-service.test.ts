import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BatchRequest } from "@/lib/badges/batch-people-queries";
import { getBatch } from "@/lib/badges/batch-queries";
import { awardBatch } from "@/lib/badges/batch-service";
import { BATCH_UNDONE_REASON } from "@/lib/badges/batch-undo-rules";
import { undoBatch } from "@/lib/badges/batch-undo-service";
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

beforeAll(async () => {
  database = await testDatabase();
  organization = await createTestOrganization(database);
  kari = (await createTestMember(database, organization, { role: "coordinator", name: "Kari" })).ctx;
  ola = (await createTestMember(database, organization, { role: "org_admin", name: "Ola" })).ctx;
});
afterAll(() => database.close());

async function batch(people = 3) {
  const achievementId = await manualAchievement(organization);
  const members = await Promise.all(
    Array.from({ length: people }, () => createTestMember(database, organization)),
  );
  const request: BatchRequest = {
    achievementId,
    reason: "For innsatsen",
    idempotencyKey: randomUUID(),
    userIds: members.map(({ userId }) => userId),
  };
  const { id } = await awardBatch(kari, request);
  return { id, achievementId, request };
}
const code = (change: Promise<unknown>) =>
  change.then(
    () => "done",
    (error: AppError) => `${error.code} ${error.text.key}`,
  );
const badgesOf = async (achievementId: string) =>
  (await database.everything.query("SELECT * FROM earned_badges WHERE achievement_id = $1", [achievementId]))
    .rows;
/** Makes it look as if the batch had been given so long ago. */
const age = (id: string, interval: string) =>
  database.everything.query(
    `BEGIN; SET LOCAL session_replication_role = replica;
     UPDATE award_batches SET created_at = created_at - interval '${interval}' WHERE id = '${id}'; COMMIT`,
  );

describe("undoing a batch", () => {
  test("takes back what still stands, by whoever undoes it, and leaves what was revoked as it is", async () => {
    const { id, achievementId } = await batch();
    const [first] = await badgesOf(achievementId);
    await revokeBadge(kari, { id: first.id, reason: "Feil person" });
    expect(await undoBatch(ola, { id })).toEqual({ undone: 2 });
    const rows = await badgesOf(achievementId);
    expect(rows.filter(({ revocation_reason }) => revocation_reason === BATCH_UNDONE_REASON)).toHaveLength(2);
    expect(rows.find((row) => row.id === first.id)).toMatchObject({ revocation_reason: "Feil person" });
    expect(await getBatch(kari, id, {})).toMatchObject({
      undone: { by: "Ola", count: 2 },
      undoUntil: null,
    });
    const audit = await database.everything.query(
      "SELECT after FROM audit_log WHERE subject_id = $1 AND action = 'badges.batch_undone'",
      [id],
    );
    expect(audit.rows).toHaveLength(1);
    expect(audit.rows[0].after.badges).toHaveLength(2);
  });

  test("lets the same people be awarded again", async () => {
    const { id, achievementId, request } = await batch();
    await undoBatch(kari, { id });
    const again = await awardBatch(kari, { ...request, idempotencyKey: randomUUID() });
    expect(again.awarded).toBe(3);
    expect((await badgesOf(achievementId)).filter(({ status }) => status === "awarded")).toHaveLength(3);
    // The old key still stands for what it gave.
    expect((await awardBatch(kari, request)).id).toBe(id);
  });

  test("happens once, also when twenty press at the same moment", async () => {
    const { id } = await batch();
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => code(undoBatch(kari, { id }))));
    expect(outcomes.toSorted()).toEqual([...Array(19).fill("conflict badges.batchUndone"), "done"]);
  });

  test("is possible for 24 hours, says the database", async () => {
    const { id, achievementId } = await batch();
    await age(id, "23 hours 59 minutes");
    expect((await getBatch(kari, id, {})).undoUntil).not.toBe(null);
    await age(id, "2 minutes");
    expect((await getBatch(kari, id, {})).undoUntil).toBe(null);
    expect(await code(undoBatch(kari, { id }))).toBe("conflict badges.batchTooLate");
    const earlier = { ...kari, asOf: new Date(Date.now() - 3_600_000) };
    expect(await code(undoBatch(earlier, { id }))).toBe("conflict badges.batchTooLate");
    expect((await badgesOf(achievementId)).every(({ status }) => status === "awarded")).toBe(true);
  });

  test("reaches no batch of another organisation, and is nothing a peer mentor may do", async () => {
    const { id } = await batch(1);
    const stranger = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    expect(await code(undoBatch(stranger.ctx, { id }))).toBe("not_found notFound.awardBatch");
    expect(await code(getBatch(stranger.ctx, id, {}))).toBe("not_found notFound.awardBatch");
    const peer = await createTestMember(database, organization);
    expect(await code(undoBatch(peer.ctx, { id }))).toBe("forbidden forbidden");
  });

  test("and giving ten thousand is set-based", async () => {
    const large = await createTestOrganization(database);
    const boss = await createTestMember(database, large, { role: "org_admin" });
    await database.everything.query(
      `WITH account AS (INSERT INTO users (name) SELECT 'Mentor ' || n FROM generate_series(1, 10000) n RETURNING id, name)
       INSERT INTO memberships (organization_id, user_id, role, display_name) SELECT $1, id, 'peer_mentor', name FROM account`,
      [large.organization.id],
    );
    const achievementId = await manualAchievement(large);
    const { id, awarded } = await awardBatch(boss.ctx, {
      achievementId,
      reason: "Takk til alle",
      idempotencyKey: randomUUID(),
      matching: { role: "peer_mentor" },
    });
    expect(awarded).toBe(10_000);
    expect(await undoBatch(boss.ctx, { id })).toEqual({ undone: 10_000 });
  });
});
