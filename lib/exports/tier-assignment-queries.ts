import type * as z from "zod";
import { authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { csvOf } from "@/lib/exports/csv";
import type { tierAssignmentExport } from "@/lib/exports/schema";
import { Prisma } from "@/lib/generated/prisma/client";

const PAGE = 5_000;

const COLUMNS = ["person", "tier", "period_key", "metric_value", "status"] as const;

type Row = Record<(typeof COLUMNS)[number], string> & { id: string };

/**
 * Tier assignments as CSV, by person and period, read in pages. The person as they were imported (reference, else
 * e-mail, else id), the tier by name, the value at the time it was assigned, without needless zeros.
 */
export function exportTierAssignments(
  ctx: Ctx,
  filter: z.output<typeof tierAssignmentExport>,
): AsyncGenerator<string> {
  authorize(ctx, "tiers:read");
  return csvOf(COLUMNS, pages(ctx, filter));
}

async function* pages(
  ctx: Ctx,
  filter: z.output<typeof tierAssignmentExport>,
): AsyncGenerator<readonly Row[]> {
  let after = { person: "", period_key: "", id: "00000000-0000-0000-0000-000000000000" };
  for (;;) {
    const rows = await inTenant(ctx, (tx) => tx.$queryRaw<Row[]>(page(ctx, filter, after)), {
      timeout: 120_000,
    });
    yield rows;
    const last = rows.at(-1);
    if (!last || rows.length < PAGE) return;
    after = last;
  }
}

type Place = Pick<Row, "person" | "period_key" | "id">;

const page = (
  ctx: Ctx,
  { status, period }: z.output<typeof tierAssignmentExport>,
  after: Place,
) => Prisma.sql`
  SELECT * FROM (
    SELECT s.id, coalesce(m.external_ref, m.email, m.user_id::text) COLLATE "C" AS person, t.name AS tier, s.period_key COLLATE "C" AS period_key,
      trim_scale(s.metric_value)::text AS metric_value, s.status::text AS status
    FROM tier_assignments s
    JOIN memberships m ON m.organization_id = s.organization_id AND m.user_id = s.user_id
    JOIN recognition_tiers t ON t.organization_id = s.organization_id AND t.id = s.tier_id
    WHERE s.organization_id = ${ctx.organization.id}::uuid
      ${status === undefined ? Prisma.empty : Prisma.sql`AND s.status = ${status}::tier_assignment_status`}
      ${period === undefined ? Prisma.empty : Prisma.sql`AND s.period_key = ${period}`}
  ) assignment
  WHERE (person, period_key, id) > (${after.person} COLLATE "C", ${after.period_key} COLLATE "C", ${after.id}::uuid)
  ORDER BY person, period_key, id LIMIT ${PAGE}`;
