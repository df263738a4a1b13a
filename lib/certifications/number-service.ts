import { certificateNumber } from "@/lib/certifications/rules";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";

/**
 * The next `count` numbers of the organisation's year, in order. The counter's row is held until the transaction ends
 * and a rollback takes the step back, so there are no gaps and no duplicates however many issue at once
 * (seed 004 certificate_number_uniqueness).
 */
export async function takeNumbers(
  tx: Tx,
  { organization }: Ctx,
  year: number,
  count: number,
): Promise<string[]> {
  const [row] = await tx.$queryRaw<[{ last: number }]>`
    INSERT INTO certificate_counters AS c (organization_id, year, last_value) VALUES (${organization.id}::uuid, ${year}, ${count})
    ON CONFLICT (organization_id, year) DO UPDATE SET last_value = c.last_value + ${count}
    RETURNING last_value AS last`;
  const first = row.last - count + 1;
  return Array.from({ length: count }, (_, at) =>
    certificateNumber(organization.certificatePrefix, year, first + at),
  );
}

/** After numbers were given from outside: the counter goes on behind the highest of them. */
export async function raiseCounter(tx: Tx, { organization }: Ctx, year: number, to: number): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO certificate_counters AS c (organization_id, year, last_value) VALUES (${organization.id}::uuid, ${year}, ${to})
    ON CONFLICT (organization_id, year) DO UPDATE SET last_value = greatest(c.last_value, excluded.last_value)`;
}
