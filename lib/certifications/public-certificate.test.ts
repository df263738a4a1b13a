import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { issueInput } from "@/lib/certifications/schema";
import { issueCertification, revokeCertification } from "@/lib/certifications/service";
import { findPublicCertificate } from "@/lib/certifications/verify-queries";
import type { Ctx } from "@/lib/context";
import { askAsPublic, disconnectPublic } from "@/lib/database/public";
import { createTestCertificationType } from "@/lib/testing/certifications";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
let visitor: Client;
let ctx: Ctx;

beforeAll(async () => {
  database = await testDatabase();
  visitor = new Client({ connectionString: database.publicUrl });
  await visitor.connect();
  ctx = await createTestOrganization(database, { name: "Hørselshemmede" });
});
afterAll(async () => {
  await visitor.end();
  await disconnectPublic();
  await database.close();
});

async function issue(day: string) {
  const coordinator = await createTestMember(database, ctx, { role: "coordinator" });
  const mentor = await createTestMember(database, ctx, { name: "Kari Hemmelig" });
  const certificationTypeId = await createTestCertificationType(database, ctx);
  const order = issueInput.parse({
    userId: mentor.userId,
    certificationTypeId,
    idempotencyKey: randomUUID(),
  });
  const asOf = new Date(`${day}T12:00:00Z`);
  return { ...(await issueCertification({ ...coordinator.ctx, asOf }, order)), coordinator };
}
const look = async (number: string) =>
  (await visitor.query("SELECT * FROM public_certificate($1)", [number])).rows;

describe("anybody with a number", () => {
  test("learns kind, organisation, dates and state, and nothing about the person", async () => {
    const { certificateNumber } = await issue("2020-01-10");
    const found = await look(` ${certificateNumber.toLowerCase()} `);
    expect(found).toMatchObject([
      { certificate_number: certificateNumber, organization_name: "Hørselshemmede", status: "expired" },
    ]);
    expect(JSON.stringify(found)).not.toContain("Kari");
    expect(Object.keys(found[0])).toEqual([
      "certificate_number",
      "type_name",
      "organization_name",
      "status",
      "issued_on",
      "expires_on",
    ]);
  });

  test("sees that it was revoked", async () => {
    const { id, certificateNumber, coordinator } = await issue(new Date().toISOString().slice(0, 10));
    expect(await look(certificateNumber)).toMatchObject([{ status: "active" }]);
    await revokeCertification(coordinator.ctx, { id, reason: "Hemmelig grunn" });
    const found = await look(certificateNumber);
    expect(found).toMatchObject([{ status: "revoked" }]);
    expect(JSON.stringify(found)).not.toContain("grunn");
  });

  test("finds nothing by a number that does not exist, or by a pattern", async () => {
    for (const number of ["NHF-2026-99999", "%", "", "x".repeat(10_000)])
      expect(await look(number)).toEqual([]);
  });

  test("reads no table, whatever settings it makes", async () => {
    await visitor.query(
      "SELECT set_config('app.organization_id', $1, false), set_config('app.platform', 'on', false)",
      [ctx.organization.id],
    );
    const { rows } = await visitor.query(
      "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p', 'v', 'm', 'f')",
    );
    expect(rows.length).toBeGreaterThan(20);
    for (const { relname } of rows) {
      await expect(visitor.query(`SELECT FROM "${relname}" LIMIT 1`), relname).rejects.toMatchObject({
        code: "42501",
      });
    }
  });
});

describe("the page for strangers", () => {
  test("shows a valid, an expired, a revoked and an unknown certificate", async () => {
    const today = new Date().toISOString().slice(0, 10);
    const valid = await issue(today);
    const expired = await issue("2020-01-10");
    const revoked = await issue(today);
    await revokeCertification(revoked.coordinator.ctx, { id: revoked.id, reason: "Hemmelig grunn" });
    const state = async ({ certificateNumber }: { certificateNumber: string }) =>
      (await findPublicCertificate(certificateNumber, "visitor"))?.status;
    expect([await state(valid), await state(expired), await state(revoked)]).toEqual([
      "active",
      "expired",
      "revoked",
    ]);
    expect(await findPublicCertificate("NHF-1999-00001", "visitor")).toBeNull();
  });

  test("gives days, not moments, and no more than it promises", async () => {
    const { certificateNumber } = await issue("2020-01-10");
    const found = await findPublicCertificate(certificateNumber, "visitor");
    expect(found?.issuedOn).toBe("2020-01-10");
    expect(found?.expiresOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
    expect(Object.keys(found ?? {})).toEqual([
      "number",
      "type",
      "organization",
      "status",
      "issuedOn",
      "expiresOn",
    ]);
  });

  test("asks as somebody who may read no table", async () => {
    expect(await askAsPublic("SELECT current_user::text AS role", [])).toEqual([{ role: "heder_public" }]);
    await expect(askAsPublic("SELECT FROM certifications", [])).rejects.toMatchObject({ code: "42501" });
    await expect(askAsPublic("SELECT FROM users", [])).rejects.toMatchObject({ code: "42501" });
  });

  test("stops somebody who walks through the numbers, and nobody else", async () => {
    const looks = Array.from({ length: 125 }, (_, index) =>
      findPublicCertificate(`NHF-2026-${String(index).padStart(5, "0")}`, "walker").then(
        () => "answered",
        (error) => error.code,
      ),
    );
    const answers = await Promise.all(looks);
    expect(answers.filter((answer) => answer === "rate_limited")).toHaveLength(5);
    expect(await findPublicCertificate("NHF-2026-99999", "neighbour")).toBeNull();
  });
});
