import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readCertificateNumber } from "@/lib/certifications/number-rules";
import { issueInput } from "@/lib/certifications/schema";
import { issueCertification } from "@/lib/certifications/service";
import { verificationAddress } from "@/lib/certifications/verification-address";
import { inTenant } from "@/lib/db";
import { reachedAt } from "@/lib/testing/address";
import { createTestCertificationType } from "@/lib/testing/certifications";
import { type TestDatabase, testDatabase } from "@/lib/testing/database";
import { createTestMember, createTestOrganization } from "@/lib/testing/organizations";

let database: TestDatabase;
reachedAt("https://heder.example/");
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(async () => {
  await database.close();
});

test("every certificate has a code of its own, which stands in its address with the number", async () => {
  const ctx = await createTestOrganization(database);
  const coordinator = await createTestMember(database, ctx, { role: "coordinator" });
  const certificationTypeId = await createTestCertificationType(database, ctx);
  const codes: string[] = [];
  for (const _ of [1, 2, 3]) {
    const { userId } = await createTestMember(database, ctx);
    const order = issueInput.parse({ userId, certificationTypeId, idempotencyKey: randomUUID() });
    const { id } = await issueCertification(coordinator.ctx, order);
    const printed = await inTenant(coordinator.ctx, (tx) =>
      tx.certification.findFirstOrThrow({ where: { organizationId: ctx.organization.id, id } }),
    );
    const address = new URL(verificationAddress(printed));
    expect(address.origin).toBe("https://heder.example");
    const number = address.pathname.replace("/verify/", "");
    expect([number, readCertificateNumber(number)]).toEqual([
      printed.certificateNumber,
      printed.certificateNumber,
    ]);
    codes.push(address.searchParams.get("code") ?? "");
  }
  for (const code of codes) expect(code).toMatch(/^[0-9a-f]{32}$/);
  expect(new Set(codes).size).toBe(3);
});
