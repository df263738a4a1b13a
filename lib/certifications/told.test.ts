import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { certificationsChanged } from "@/lib/certifications/changes-service";
import { issueInput } from "@/lib/certifications/schema";
import { issueCertification, revokeCertification } from "@/lib/certifications/service";
import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { createTestCertificationType } from "@/lib/testing/certifications";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";
import { WEBHOOK_EVENTS } from "@/lib/webhooks/rules";

let database: TestDatabase;
let ctx: Ctx;
let type: string;
let coordinator: Awaited<ReturnType<typeof createTestMember>>;
let mentor: Awaited<ReturnType<typeof createTestMember>>;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  ctx = await createTestOrganization(database);
  type = await createTestCertificationType(database, ctx, { code: "likeperson" });
  coordinator = await createTestMember(database, ctx, { role: "coordinator" });
  mentor = await createTestMember(database, ctx, { externalRef: "m-1" });
  await database.everything.query(
    "INSERT INTO webhooks (organization_id, url, events, secret) VALUES ($1, 'https://example.org/heder', $2, 'x')",
    [ctx.organization.id, WEBHOOK_EVENTS],
  );
});

const issue = () =>
  issueCertification(
    { ...coordinator.ctx, asOf: new Date("2026-03-01T12:00:00Z") },
    issueInput.parse({ userId: mentor.userId, certificationTypeId: type, idempotencyKey: randomUUID() }),
  );
const rows = async (sql: string) => (await database.everything.query(sql, [ctx.organization.id])).rows;
const notices = () =>
  rows(
    'SELECT kind, user_id, subject_id, "values" FROM notifications WHERE organization_id = $1 ORDER BY created_at',
  );
const told = () =>
  rows(
    "SELECT event, payload -> 'data' AS data FROM webhook_deliveries WHERE organization_id = $1 ORDER BY created_at",
  );

test("who gets a certificate and who loses it is told, and so are other systems", async () => {
  const { id, certificateNumber: number } = await issue();
  await revokeCertification(coordinator.ctx, { id, reason: "Utstedt ved en feil" });
  const [issuedAt, expiresAt] = ["2026-03-01T12:00:00.000Z", "2027-03-01T12:00:00.000Z"];
  const values = { number, type: expect.any(String), ends: "on", lastDay: "2027-03-01" };
  const common = { user_id: mentor.userId, subject_id: id };
  expect(await notices()).toEqual([
    { ...common, kind: "certificate_issued", values },
    { ...common, kind: "certificate_revoked", values: { ...values, reason: "Utstedt ved en feil" } },
  ]);
  const data = { id, number, type: "likeperson", person: "m-1", issued_at: issuedAt, expires_at: expiresAt };
  expect(await told()).toEqual([
    { event: "certification.issued", data: { ...data, status: "active" } },
    { event: "certification.revoked", data: { ...data, status: "revoked" } },
  ]);
});

test("an issue that is refused tells nobody", async () => {
  await issue();
  const before = [await notices(), await told()];
  await expect(issue()).rejects.toMatchObject({ code: "conflict" });
  expect([await notices(), await told()]).toEqual(before);
});

test("a correction is told to other systems each time, and to the holder not at all", async () => {
  const { id } = await issue();
  for (const day of ["2027-04-01", "2027-05-01"]) {
    await inTenant(coordinator.ctx, (tx) =>
      certificationsChanged(tx, coordinator.ctx, "corrected", [
        { id, userId: mentor.userId, after: { day } },
      ]),
    );
  }
  expect((await notices()).map(({ kind }) => kind)).toEqual(["certificate_issued"]);
  expect((await told()).map(({ event }) => event)).toEqual([
    "certification.issued",
    "certification.corrected",
    "certification.corrected",
  ]);
});

test("the same warning twice is one notification, and another end another warning", async () => {
  const { id } = await issue();
  const warn = () =>
    inTenant(ctx, (tx) =>
      certificationsChanged(tx, ctx, "expiring_soon", [{ id, userId: mentor.userId, after: {} }]),
    );
  await warn();
  await warn();
  await database.everything.query("UPDATE certifications SET expires_at = '2028-01-01' WHERE id = $1", [id]);
  await warn();
  expect((await notices()).map(({ kind }) => kind)).toEqual([
    "certificate_issued",
    "certificate_expiring",
    "certificate_expiring",
  ]);
});
