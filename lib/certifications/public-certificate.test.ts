import { randomUUID } from "node:crypto";
import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { issueInput } from "@/lib/certifications/schema";
import { issueCertification, revokeCertification } from "@/lib/certifications/service";
import type { Ctx } from "@/lib/context";
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
