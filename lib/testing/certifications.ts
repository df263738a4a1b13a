import type { Ctx } from "@/lib/context";
import type { TestDatabase } from "@/lib/testing/database";

type Wanted = Readonly<{ code?: string; validityMonths?: number | null; warningDays?: number | null }>;

let made = 0;

/** A kind of certificate: valid for a year, unless wanted otherwise. */
export async function createTestCertificationType(
  { everything }: Pick<TestDatabase, "everything">,
  { organization }: Ctx,
  { code, validityMonths = 12, warningDays = null }: Wanted = {},
): Promise<string> {
  made += 1;
  const { rows } = await everything.query<{ id: string }>(
    `INSERT INTO certification_types (organization_id, code, name, validity_months, warning_days)
     VALUES ($1, $2, $3, $4, $5) RETURNING id`,
    [organization.id, code ?? `type-${made}`, `Type ${made}`, validityMonths, warningDays],
  );
  return rows[0]?.id ?? "";
}
