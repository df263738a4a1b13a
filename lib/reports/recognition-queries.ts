import { isGiven } from "@/lib/badges/standing-queries";
import { authorize, type Ctx } from "@/lib/context";
import type { Period } from "@/lib/dashboard/period-rules";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { keyset, momentKey, momentText, type Page } from "@/lib/facts/keyset-queries";
import { Prisma } from "@/lib/generated/prisma/client";
import type { RecognitionFilter, RecognitionKind } from "@/lib/reports/filter-schema";
import { kindsIn } from "@/lib/reports/kind-rules";
import { type Frame, frameOf, GROUPS, inGroup, MOST_ROWS, REFERENCE } from "@/lib/reports/report-sql-queries";

export type RecognitionRow = Readonly<{
  id: string;
  kind: RecognitionKind;
  userId: string;
  person: string;
  /** As in other files: reference, else e-mail, else id. */
  reference: string;
  /** The names of their groups; null for none. */
  groups: string | null;
  what: string;
  /** Which time, which certificate or which period: `2026`, `15`, `NHF-2026-00012`; empty for a badge that is earned once. */
  detail: string;
  at: Date;
}>;

export type RecognitionReport = Frame & Readonly<{ page: Page<RecognitionRow> }>;

/**
 * Who earned what in a period and has it still, or had it until it ran out: badges, certificates and tiers of the
 * modules that are on, newest first, 50 at a time.
 */
export async function readRecognitions(ctx: Ctx, filter: RecognitionFilter): Promise<RecognitionReport> {
  authorize(ctx, "reports:read");
  return inTenant(ctx, async (tx, now) => {
    const frame = await frameOf(tx, ctx, filter.period, now);
    const pages = keyset({
      cursors: filter,
      column: Prisma.sql`f.at`,
      read: momentKey,
      id: Prisma.sql`f.id`,
      descending: true,
    });
    const parts = partsOf(ctx, filter, frame.period, pages);
    const found = parts.length === 0 ? [] : await rowsOf(tx, parts, pages.orderAndLimit);
    return { ...frame, page: pages.page(found) };
  });
}

/** All of it, for a file; `invalid` when it is too long for one. */
export async function readWholeRecognitions(
  ctx: Ctx,
  filter: RecognitionFilter,
): Promise<Readonly<{ rows: readonly RecognitionRow[]; period: Period }>> {
  authorize(ctx, "reports:read");
  return inTenant(
    ctx,
    async (tx, now) => {
      const { period } = await frameOf(tx, ctx, filter.period, now);
      const order = Prisma.sql`ORDER BY f.at DESC, f.id LIMIT ${MOST_ROWS + 1}`;
      const parts = partsOf(ctx, filter, period, { condition: Prisma.sql`true`, orderAndLimit: order });
      const rows = parts.length === 0 ? [] : await rowsOf(tx, parts, order);
      if (rows.length > MOST_ROWS) throw new AppError("invalid", msg("reports.tooMany", { most: MOST_ROWS }));
      return { rows, period };
    },
    { timeout: 120_000 },
  );
}

const rowsOf = (tx: Tx, parts: readonly Prisma.Sql[], orderAndLimit: Prisma.Sql) =>
  tx.$queryRaw<(RecognitionRow & { key: string })[]>`
    WITH f AS MATERIALIZED (SELECT f.* FROM (${Prisma.join(parts, " UNION ALL ")}) f ${orderAndLimit})
    SELECT f.id, f.kind, f.user_id AS "userId", m.display_name AS person, ${REFERENCE} AS reference, ${GROUPS} AS groups,
      coalesce(a.name, ct.name, t.name) AS what, f.detail, f.at, ${momentText("f.at")} AS key
    FROM f JOIN memberships m ON m.organization_id = f.organization_id AND m.user_id = f.user_id
    LEFT JOIN achievements a ON f.kind = 'badge' AND a.organization_id = f.organization_id AND a.id = f.what_id
    LEFT JOIN certification_types ct ON f.kind = 'certificate' AND ct.organization_id = f.organization_id AND ct.id = f.what_id
    LEFT JOIN recognition_tiers t ON f.kind = 'tier' AND t.organization_id = f.organization_id AND t.id = f.what_id
    ${orderAndLimit}`;

type Paging = Readonly<{ condition: Prisma.Sql; orderAndLimit: Prisma.Sql }>;

const SOURCES = [
  {
    kind: "badge",
    from: Prisma.sql`SELECT e.organization_id, e.id, 'badge' AS kind, e.user_id, e.achievement_id AS what_id,
      CASE WHEN e.occurrence = 'once' THEN '' ELSE e.occurrence END AS detail, e.awarded_at AS at FROM earned_badges e
      WHERE ${isGiven("e")}`,
    at: "e.awarded_at",
  },
  {
    kind: "certificate",
    from: Prisma.sql`SELECT e.organization_id, e.id, 'certificate' AS kind, e.user_id, e.certification_type_id AS what_id,
      e.certificate_number AS detail, e.issued_at AS at FROM certifications e WHERE e.status <> 'revoked'`,
    at: "e.issued_at",
  },
  {
    kind: "tier",
    from: Prisma.sql`SELECT e.organization_id, e.id, 'tier' AS kind, e.user_id, e.tier_id AS what_id,
      CASE WHEN e.period_key = 'lifetime' THEN '' ELSE e.period_key END AS detail, e.assigned_at AS at FROM tier_assignments e
      WHERE e.status = 'assigned'`,
    at: "e.assigned_at",
  },
] as const;

/** Each source cut to the page by itself, from its own index, so that the whole is as quick as its parts. */
function partsOf(
  ctx: Ctx,
  { kind, group }: RecognitionFilter,
  { from, to }: Period,
  { condition, orderAndLimit }: Paging,
): Prisma.Sql[] {
  const kinds = kindsIn(ctx);
  return SOURCES.filter((source) => kinds.includes(source.kind) && (!kind || kind === source.kind)).map(
    (
      source,
    ) => Prisma.sql`(SELECT f.* FROM (${source.from} AND e.organization_id = ${ctx.organization.id}::uuid
        AND ${Prisma.raw(source.at)} >= ${from} AND ${Prisma.raw(source.at)} < ${to} ${inGroup("e", group)}) f
      WHERE ${condition} ${orderAndLimit})`,
  );
}
