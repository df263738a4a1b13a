import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { type BatchWorld, batchWorld, NOON, upTo } from "@/lib/certifications/batch.test-support";
import { getCertificationBatch } from "@/lib/certifications/batch-queries";
import { orderIssueMany, previewIssueMany } from "@/lib/certifications/batch-service";
import { issueInput } from "@/lib/certifications/schema";
import { issueCertification } from "@/lib/certifications/service";
import { deactivateCertificationType } from "@/lib/certifications/type-service";
import { msg } from "@/lib/errors";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let w: BatchWorld;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  w = await batchWorld(database);
});

const issueOne = (userId: string) =>
  issueCertification(
    w.issuer,
    issueInput.parse({ userId, certificationTypeId: w.type, idempotencyKey: randomUUID() }),
  );

describe("the dry run", () => {
  test("says of each row what would become of it, with dates and the number in the way, and does nothing", async () => {
    await w.members(7);
    const [holder = "", away = ""] = [await w.member("holder"), await w.member("away")];
    const held = await issueOne(holder);
    await w.query(
      "UPDATE memberships SET status = 'inactive', deactivated_at = now() WHERE organization_id = $1 AND user_id = $2",
      away,
    );
    await w.query(
      "UPDATE memberships SET external_ref = 'me' WHERE organization_id = $1 AND user_id = $2",
      w.coordinator.userId,
    );
    const list = [
      w.line(2, { person: "k-1" }),
      w.line(3, { person: "k-2", issuedOn: "2026-06-01", expiresOn: "2026-06-15" }),
      w.line(4, { person: "k-3", issuedOn: "2026-06-16" }),
      w.line(5, { person: "k-4", issuedOn: "2026-06-10", expiresOn: "2026-06-09" }),
      w.line(6, { person: "k-5", issuedOn: "2024-01-01" }),
      w.line(7, { person: "k-1" }),
      w.line(8, { person: "holder" }),
      w.line(9, { person: "away" }),
      w.line(10, { person: "me" }),
      w.line(11, { person: "nobody" }),
      w.line(12, { person: "k-6", problem: msg("imports.noSuchDate") }),
    ];
    const trial = await previewIssueMany(w.issuer, w.ask({ list }));
    expect(trial.rows.map(({ line, outcome }) => [line, outcome])).toEqual([
      [2, "waiting"],
      [3, "waiting"],
      [4, "in_future"],
      [5, "expiry_before_issue"],
      [6, "already_over"],
      [7, "repeated"],
      [8, "already_held"],
      [9, "inactive"],
      [10, "yourself"],
      [11, "unknown_person"],
      [12, "unreadable"],
    ]);
    expect(trial.rows[0]?.dates).toEqual({ issuedAt: NOON, expiresAt: new Date("2027-06-15T10:00:00Z") });
    // Valid through 15 June: it ends with the first moment of the 16th in Oslo.
    expect(trial.rows[1]?.dates).toEqual({
      issuedAt: new Date("2026-05-31T22:00:00Z"),
      expiresAt: new Date("2026-06-15T22:00:00Z"),
    });
    expect(trial.rows[6]?.held).toEqual(held);
    expect(await w.sequences()).toEqual([1]);
    expect(await w.outcomes()).toEqual([]);
  });

  test("is refused as a whole for what is wrong with the whole", async () => {
    const [person = ""] = await w.members(1);
    const ask = w.ask({ userIds: [person] });
    const mentor = await createTestMember(database, w.ctx);
    await expect(previewIssueMany(mentor.ctx, ask)).rejects.toMatchObject({ code: "forbidden" });
    await expect(previewIssueMany(w.ctx, ask)).rejects.toMatchObject({ code: "forbidden" });
    const theirs = await createTestMember(database, await createTestOrganization(database), {
      role: "coordinator",
    });
    await expect(previewIssueMany(theirs.ctx, ask)).rejects.toMatchObject({ code: "not_found" });
    const admin = await createTestMember(database, w.ctx, { role: "org_admin" });
    await deactivateCertificationType(admin.ctx, { id: w.type });
    await expect(previewIssueMany(w.issuer, ask)).rejects.toMatchObject({
      fields: { certificationTypeId: { key: "certifications.typeInactive" } },
    });
  });
});

describe("issuing to many", () => {
  test("writes what is decided at once, and the rest in a run, row by row with its certificate", async () => {
    await w.members(4);
    const list = [
      w.line(2, { person: "k-1", notes: "Etter prøven" }),
      w.line(3, { person: "nobody" }),
      w.line(4, { person: "k-2", issuedOn: "2025-12-31", expiresOn: "2026-12-31" }),
      w.line(5, { person: "k-3" }),
    ];
    const ordered = await orderIssueMany(w.issuer, w.ask({ list, notes: "Våren" }));
    expect(await w.outcomes()).toEqual([
      { line: 2, outcome: "waiting" },
      { line: 3, outcome: "unknown_person" },
      { line: 4, outcome: "waiting" },
      { line: 5, outcome: "waiting" },
    ]);
    await w.work(ordered.runId, 2);
    expect(await w.run(ordered.runId)).toMatchObject({
      status: "succeeded",
      done: 3,
      total: 3,
      result: { issued: 3, alreadyHeld: 0, notIssued: 0 },
    });
    const batch = await getCertificationBatch(w.issuer, ordered.id, {});
    expect(batch.rows.map(({ line, outcome, certificate }) => [line, outcome, certificate?.status])).toEqual([
      [2, "issued", "active"],
      [3, "unknown_person", undefined],
      [4, "issued", "active"],
      [5, "issued", "active"],
    ]);
    const prefix = w.ctx.organization.certificatePrefix;
    expect((await w.certificates()).map(({ number, notes }) => [number, notes])).toEqual([
      [`${prefix}-2025-00001`, "Våren"],
      [`${prefix}-2026-00001`, "Etter prøven"],
      [`${prefix}-2026-00002`, "Våren"],
    ]);
    const audited = await w.query<{ actor_user_id: string }>(
      "SELECT actor_user_id FROM audit_log WHERE organization_id = $1 AND action = 'certification.issued'",
    );
    expect(audited).toEqual(Array(3).fill({ actor_user_id: w.coordinator.userId }));
  });

  test("tells who was issued one meanwhile which, and spends no number on them", async () => {
    const [one = "", two = "", three = ""] = await w.members(3);
    const ordered = await orderIssueMany(w.issuer, w.ask({ userIds: [one, two, three] }));
    const faster = await issueOne(two);
    await w.work(ordered.runId);
    const batch = await getCertificationBatch(w.issuer, ordered.id, { outcome: "already_held" });
    expect(batch.rows.map(({ certificate }) => certificate?.certificateNumber)).toEqual([
      faster.certificateNumber,
    ]);
    expect(await w.sequences()).toEqual([1, 2, 3]);
  });

  test("sent twice is one batch, also at once; with another request the key is refused", async () => {
    const people = await w.members(5);
    const ask = w.ask({ userIds: people });
    const answers = await Promise.all(Array.from({ length: 8 }, () => orderIssueMany(w.issuer, ask)));
    expect(new Set(answers.map(({ id }) => id)).size).toBe(1);
    expect(await w.query("SELECT FROM job_runs WHERE organization_id = $1")).toHaveLength(1);
    await w.work(answers[0]?.runId ?? "");
    expect(await orderIssueMany(w.issuer, ask)).toEqual(answers[0]);
    await expect(orderIssueMany(w.issuer, { ...ask, notes: "annet" })).rejects.toMatchObject({
      text: { key: "certifications.keyReused" },
    });
    expect(await w.sequences()).toEqual(upTo(5));
  });

  test("to the same people by several coordinators at once gives each one certificate, without a gap", async () => {
    const people = await w.members(40);
    const ordered = await Promise.all(
      Array.from({ length: 4 }, () => orderIssueMany(w.issuer, w.ask({ userIds: people }))),
    );
    await Promise.all(ordered.map(({ runId }) => w.work(runId, 7)));
    const runs = await Promise.all(ordered.map(({ runId }) => w.run(runId)));
    expect(runs.map(({ status, done }) => [status, done])).toEqual(Array(4).fill(["succeeded", 40]));
    expect(await w.sequences()).toEqual(upTo(40));
    expect(new Set((await w.certificates()).map((one) => one.user_id)).size).toBe(40);
  });

  test("writes nothing when nobody can have one", async () => {
    await expect(
      orderIssueMany(w.issuer, w.ask({ list: [w.line(2, { person: "nobody" })] })),
    ).rejects.toMatchObject({ text: { key: "issuing.nobodyToIssue" } });
    expect(await w.query("SELECT FROM certification_batches WHERE organization_id = $1")).toEqual([]);
  });

  test("stops for good when who ordered it may no longer issue, and waits while issuing is paused", async () => {
    const people = await w.members(2);
    const ordered = await orderIssueMany(w.issuer, w.ask({ userIds: people }));
    await w.query(
      "UPDATE organizations SET issuing_paused_at = now(), issuing_paused_reason = 'look' WHERE id = $1",
    );
    await w.work(ordered.runId);
    expect(await w.run(ordered.runId)).toMatchObject({
      status: "running",
      waiting: { key: "issuingPaused" },
    });
    await w.query(
      "UPDATE organizations SET issuing_paused_at = NULL, issuing_paused_reason = NULL WHERE id = $1",
    );
    await w.query(
      "UPDATE memberships SET role = 'peer_mentor' WHERE organization_id = $1 AND user_id = $2",
      w.coordinator.userId,
    );
    await w.work(ordered.runId);
    expect(await w.run(ordered.runId)).toMatchObject({
      status: "failed",
      error: { key: "jobs.starterLeft" },
    });
    expect(await w.sequences()).toEqual([]);
  });
});
