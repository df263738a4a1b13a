import type * as z from "zod";
import { authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { csvOf } from "@/lib/exports/csv";
import type { certificationExport } from "@/lib/exports/schema";
import { Prisma } from "@/lib/generated/prisma/client";

const PAGE = 5_000;

const COLUMNS = [
  "person",
  "type",
  "certificate_number",
  "status",
  "source",
  "issued_at",
  "expires_at",
  "revoked_at",
  "revocation_reason",
] as const;

type Row = Record<(typeof COLUMNS)[number], string | null>;

/**
 * Certificates as CSV, by number, read in pages. The person as they were imported (reference, else e-mail, else
 * id), the type by code, times in UTC, the status as it is read: one whose time is up is expired.
 */
export function exportCertifications(
  ctx: Ctx,
  filter: z.output<typeof certificationExport>,
): AsyncGenerator<string> {
  authorize(ctx, "certifications:read");
  return csvOf(COLUMNS, pages(ctx, filter.status));
}

async function* pages(ctx: Ctx, status: string | undefined): AsyncGenerator<readonly Row[]> {
  let after = "";
  for (;;) {
    const rows = await inTenant(ctx, (tx, now) => tx.$queryRaw<Row[]>(page(ctx, status, after, now)), {
      timeout: 120_000,
    });
    yield rows;
    const last = rows.at(-1);
    if (!last?.certificate_number || rows.length < PAGE) return;
    after = last.certificate_number;
  }
}

const iso = (column: string) =>
  Prisma.raw(`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);

const page = (ctx: Ctx, status: string | undefined, after: string, now: Date) => Prisma.sql`
  SELECT * FROM (
    SELECT coalesce(m.external_ref, m.email, m.user_id::text) AS person, t.code AS type, c.certificate_number,
      CASE WHEN c.status IN ('active', 'expiring_soon') AND c.expires_at <= ${now} THEN 'expired'
        ELSE c.status::text END AS status,
      c.source::text AS source, ${iso("c.issued_at")} AS issued_at, ${iso("c.expires_at")} AS expires_at,
      ${iso("c.revoked_at")} AS revoked_at, c.revocation_reason
    FROM certifications c
    JOIN memberships m ON m.organization_id = c.organization_id AND m.user_id = c.user_id
    JOIN certification_types t ON t.organization_id = c.organization_id AND t.id = c.certification_type_id
    WHERE c.organization_id = ${ctx.organization.id}::uuid AND c.certificate_number > ${after}
  ) certification
  WHERE ${status === undefined ? Prisma.sql`true` : Prisma.sql`certification.status = ${status}`}
  ORDER BY certification.certificate_number LIMIT ${PAGE}`;
