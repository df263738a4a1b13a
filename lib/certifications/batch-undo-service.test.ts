import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type BatchWorld, batchWorld, upTo } from "@/lib/certifications/batch.test-support";
import { getCertificationBatch } from "@/lib/certifications/batch-queries";
import { orderIssueMany } from "@/lib/certifications/batch-service";
import { undoIssueMany } from "@/lib/certifications/batch-undo-service";
import { revokeCertification } from "@/lib/certifications/service";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let w: BatchWorld;
const REASON = "Utstedelsen ble angret.";

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  w = await batchWorld(database);
});

async function issued(count: number) {
  const people = await w.members(count);
  const ordered = await orderIssueMany(w.issuer, w.ask({ userIds: people }));
  await w.work(ordered.runId);
  return ordered;
}

describe("undoing", () => {
  test("revokes what is still valid with its reason, and leaves what was revoked since as it is", async () => {
    const { id } = await issued(4);
    const [first] = await w.query<{ id: string }>(
      "SELECT id FROM certifications WHERE organization_id = $1 ORDER BY certificate_number",
    );
    await revokeCertification(w.coordinator.ctx, { id: first?.id ?? "", reason: "Feil person" });
    expect(await undoIssueMany(w.coordinator.ctx, { id, reason: REASON })).toEqual({ undone: 3 });
    const reasons = await w.query<{ reason: string }>(
      "SELECT revocation_reason AS reason FROM certifications WHERE organization_id = $1 AND status = 'revoked' ORDER BY certificate_number",
    );
    expect(reasons.map(({ reason }) => reason)).toEqual(["Feil person", REASON, REASON, REASON]);
    const batch = await getCertificationBatch(w.coordinator.ctx, id, {});
    expect(batch.undone).toMatchObject({ count: 3, by: w.coordinator.name });
    const audited = await w.query(
      "SELECT FROM audit_log WHERE organization_id = $1 AND action = 'certification.revoked'",
    );
    expect(audited).toHaveLength(4);
  });

  test("makes room for new ones, with new numbers", async () => {
    const { id } = await issued(3);
    await undoIssueMany(w.coordinator.ctx, { id, reason: REASON });
    const people = await w.query<{ user_id: string }>(
      "SELECT user_id FROM certifications WHERE organization_id = $1",
    );
    const again = await orderIssueMany(w.issuer, w.ask({ userIds: people.map((one) => one.user_id) }));
    await w.work(again.runId);
    expect(await w.sequences()).toEqual(upTo(6));
  });

  test("is for a batch that has ended, once, within a day, of one's own organisation", async () => {
    const people = await w.members(2);
    const ordered = await orderIssueMany(w.issuer, w.ask({ userIds: people }));
    const undo = () => undoIssueMany(w.coordinator.ctx, { id: ordered.id, reason: REASON });
    await expect(undo()).rejects.toMatchObject({ text: { key: "issuing.batchAtWork" } });
    await w.work(ordered.runId);
    const stranger = await createTestMember(database, await createTestOrganization(database), {
      role: "org_admin",
    });
    await expect(undoIssueMany(stranger.ctx, { id: ordered.id, reason: REASON })).rejects.toMatchObject({
      code: "not_found",
    });
    const mentor = await createTestMember(database, w.ctx);
    await expect(undoIssueMany(mentor.ctx, { id: ordered.id, reason: REASON })).rejects.toMatchObject({
      code: "forbidden",
    });
    await undo();
    await expect(undo()).rejects.toMatchObject({ text: { key: "issuing.batchUndone" } });
  });

  test("is too late after 24 hours", async () => {
    const { id } = await issued(1);
    const age = `UPDATE certification_batches SET created_at = now() - interval '25 hours' WHERE organization_id = $1`;
    const client = await database.everything.connect();
    await client.query("SET session_replication_role = replica");
    await client.query(age, [w.ctx.organization.id]);
    await client.query("SET session_replication_role = origin");
    client.release();
    await expect(undoIssueMany(w.coordinator.ctx, { id, reason: REASON })).rejects.toMatchObject({
      text: { key: "issuing.batchTooLate" },
    });
  });
});
