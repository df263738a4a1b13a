import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { certificationHistory } from "@/lib/certifications/history-queries";
import { type CertificateLife, certificateLife } from "@/lib/certifications/life.test-support";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";

let database: TestDatabase;
let life: CertificateLife;

beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  life = await certificateLife(database);
});

test("a certificate's history is what was recorded of it, with who and why, and the renewal that follows", async () => {
  const { id } = await life.issue("2025-06-01");
  await life.correct("2025-07-01", id, { expiresOn: "2026-06-20", reason: "Kurset varte lenger" });
  const next = await life.renew("2026-05-01", id);
  await life.revoke("2026-05-02", next.id);
  const override = { state: "valid", expiresOn: "2027-06-20", reason: "Feil person" };
  await life.override("2026-05-03", next.id, override, await life.globalAdmin());

  const first = await certificationHistory(life.coordinator.ctx, { id });
  expect(first.map(({ event }) => event)).toEqual(["issued", "corrected", "succeeded", "superseded"]);
  expect(first[1]).toMatchObject({ after: { reason: "Kurset varte lenger" }, isGlobalAdmin: false });
  expect(first[2]?.after.certificateNumber).toBe(next.certificateNumber);

  const second = await certificationHistory(life.coordinator.ctx, { id: next.id });
  expect(second.map(({ event }) => event)).toEqual(["renewed", "revoked", "overridden"]);
  expect(second[2]).toMatchObject({ isGlobalAdmin: true, actorName: null, before: { status: "revoked" } });
});

test("it is not for mentors, and another organisation sees nothing of it", async () => {
  const { id } = await life.issue("2025-06-01");
  await expect(certificationHistory(life.mentor.ctx, { id })).rejects.toMatchObject({ code: "forbidden" });
  const elsewhere = await certificateLife(database);
  expect(await certificationHistory(elsewhere.coordinator.ctx, { id })).toEqual([]);
});
