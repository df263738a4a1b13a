import { randomUUID } from "node:crypto";
import { issueInput } from "@/lib/certifications/schema";
import { issueCertification } from "@/lib/certifications/service";
import type { Ctx } from "@/lib/context";
import { createTestCertificationType } from "@/lib/testing/certifications";
import type { TestDatabase } from "@/lib/testing/database";
import { createTestMember } from "@/lib/testing/organizations";

export type Made = Readonly<{
  id: string;
  number: string;
  code: string;
  userId: string;
  certificationTypeId: string;
  coordinator: Ctx;
}>;

type Wanted = Readonly<{ holder?: string; day?: string; validityMonths?: number | null }>;

/** A certificate as a coordinator issues it, with what stands on its paper. Issued today unless on a day. */
export async function issueTestCertificate(
  database: TestDatabase,
  ctx: Ctx,
  { holder = "Kari Hemmelig", day, validityMonths = 12 }: Wanted = {},
): Promise<Made> {
  const coordinator = (await createTestMember(database, ctx, { role: "coordinator" })).ctx;
  const { userId } = await createTestMember(database, ctx, { name: holder });
  const certificationTypeId = await createTestCertificationType(database, ctx, { validityMonths });
  const order = issueInput.parse({ userId, certificationTypeId, idempotencyKey: randomUUID() });
  const asOf = day === undefined ? {} : { asOf: new Date(`${day}T12:00:00Z`) };
  const { id, certificateNumber } = await issueCertification({ ...coordinator, ...asOf }, order);
  const { rows } = await database.everything.query<{ code: string }>(
    "SELECT verification_token AS code FROM certifications WHERE id = $1",
    [id],
  );
  return {
    id,
    number: certificateNumber,
    code: rows[0]?.code ?? "",
    userId,
    certificationTypeId,
    coordinator,
  };
}

/** The second one took the place of the first, as a renewal leaves them. */
export async function supersede(database: TestDatabase, old: string, by: string): Promise<void> {
  const client = await database.everything.connect();
  try {
    await client.query("SET session_replication_role = replica");
    await client.query("UPDATE certifications SET status = 'superseded', renewed_by_id = $2 WHERE id = $1", [
      old,
      by,
    ]);
  } finally {
    await client.query("RESET session_replication_role");
    client.release();
  }
}
