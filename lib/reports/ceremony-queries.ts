import { isAwarded } from "@/lib/badges/standing-queries";
import { authorize, type Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import type { CeremonyFilter, RecognitionKind } from "@/lib/reports/filter-schema";
import { kindsIn } from "@/lib/reports/kind-rules";
import { type Frame, frameOf, GROUPS, inGroup, MOST_ROWS, REFERENCE } from "@/lib/reports/report-sql-queries";

export type CeremonyRow = Readonly<{
  id: string;
  kind: RecognitionKind;
  userId: string;
  person: string;
  /** As in other files: reference, else e-mail, else id. */
  reference: string;
  groups: string | null;
  /** The group they are called up with: the one that was chosen, else the first of theirs by name. */
  calledWith: string | null;
  what: string;
  /** What it is for, in its own words; empty where it has none. */
  words: string;
  /** Which time, which certificate or which period: `2026`, `15`, `NHF-2026-00012`, `lifetime`; empty for a badge that is earned once. */
  detail: string;
  /** A tier's own colour. */
  colour: string | null;
  at: Date;
  /** Null for certificates, of which that is not noted. */
  presentedAt: Date | null;
}>;

/** The most of a list: a ceremony for more people has a narrower choice, a group or a quarter. */
const MOST_LISTED = 500;

export type Ceremony = Frame & Readonly<{ rows: readonly CeremonyRow[]; total: number }>;

/**
 * What people reached in a period and has not been handed over, or what has, in the order in which it is called out: by the
 * people's names (by their groups first, when that is asked for), each with all that is theirs. Badges, certificates and
 * tiers, of the modules that are on, as chosen; a tier only once its period cannot make it another, and no badge that its
 * holder has hidden or declined. Up to `most`, with how many there are.
 */
export async function readCeremony(ctx: Ctx, filter: CeremonyFilter, most = MOST_LISTED): Promise<Ceremony> {
  authorize(ctx, "reports:read");
  return inTenant(ctx, async (tx, now) => {
    const frame = await frameOf(tx, ctx, filter.period, now);
    const parts = partsOf(ctx, filter, frame.period, now);
    return parts.length === 0
      ? { ...frame, rows: [], total: 0 }
      : { ...frame, ...(await read(tx, filter, parts, most)) };
  });
}

/** All of it, for a file; `invalid` when it is too long for one. */
export async function readWholeCeremony(ctx: Ctx, filter: CeremonyFilter): Promise<Ceremony> {
  const ceremony = await readCeremony(ctx, filter, MOST_ROWS);
  if (ceremony.total > MOST_ROWS) throw new AppError("invalid", msg("reports.tooMany", { most: MOST_ROWS }));
  return ceremony;
}

async function read(tx: Tx, filter: CeremonyFilter, parts: readonly Prisma.Sql[], most: number) {
  const source = Prisma.sql`(${Prisma.join(parts, " UNION ALL ")}) f
    JOIN memberships m ON m.organization_id = f.organization_id AND m.user_id = f.user_id AND m.status = 'active'`;
  const [{ total }] = await tx.$queryRaw<[{ total: number }]>`SELECT count(*)::int AS total FROM ${source}`;
  const order = Prisma.sql`${filter.by === "group" ? Prisma.sql`"calledWith" NULLS LAST, ` : Prisma.empty}person, "userId", at, id`;
  const rows = await tx.$queryRaw<CeremonyRow[]>`
    SELECT f.id, f.kind, f.user_id AS "userId", m.display_name AS person, ${REFERENCE} AS reference, ${GROUPS} AS groups,
      ${calledWith(filter.group)} AS "calledWith", coalesce(a.name, c.name, t.name) AS what,
      coalesce(a.description, c.description, t.description, '') AS words, f.detail, t.color_token AS colour, f.at, f.presented_at AS "presentedAt"
    FROM ${source}
    LEFT JOIN achievements a ON f.kind = 'badge' AND a.organization_id = f.organization_id AND a.id = f.what_id
    LEFT JOIN certification_types c ON f.kind = 'certificate' AND c.organization_id = f.organization_id AND c.id = f.what_id
    LEFT JOIN recognition_tiers t ON f.kind = 'tier' AND t.organization_id = f.organization_id AND t.id = f.what_id
    ORDER BY ${order} LIMIT ${most}`;
  return { rows, total };
}

const calledWith = (
  group: string | undefined,
): Prisma.Sql => Prisma.sql`(SELECT min(g.name) FROM group_members b
  JOIN groups g ON g.organization_id = b.organization_id AND g.id = b.group_id
  WHERE b.organization_id = f.organization_id AND b.user_id = f.user_id
    AND ${group === undefined ? Prisma.sql`true` : Prisma.sql`g.id = ${group}::uuid`})`;

type Source = Readonly<{
  kind: RecognitionKind;
  from: Prisma.Sql;
  at: Prisma.Sql;
  isReady: (now: Date) => Prisma.Sql;
}>;

const always = () => Prisma.sql`true`;

const SOURCES: readonly Source[] = [
  {
    kind: "badge",
    from: Prisma.sql`SELECT e.organization_id, e.id, 'badge' AS kind, e.user_id, e.achievement_id AS what_id,
      CASE WHEN e.occurrence = 'once' THEN '' ELSE e.occurrence END AS detail, e.awarded_at AS at, e.presented_at
      FROM earned_badges e WHERE ${isAwarded("e")} AND e.is_visible`,
    at: Prisma.sql`e.awarded_at`,
    isReady: always,
  },
  {
    kind: "certificate",
    from: Prisma.sql`SELECT e.organization_id, e.id, 'certificate' AS kind, e.user_id, e.certification_type_id AS what_id,
      e.certificate_number AS detail, e.issued_at AS at, NULL::timestamptz AS presented_at
      FROM certifications e WHERE e.status IN ('active', 'expiring_soon')`,
    at: Prisma.sql`e.issued_at`,
    isReady: always,
  },
  {
    kind: "tier",
    from: Prisma.sql`SELECT e.organization_id, e.id, 'tier' AS kind, e.user_id, e.tier_id AS what_id,
      e.period_key AS detail, e.assigned_at AS at, e.presented_at FROM tier_assignments e WHERE e.status = 'assigned'`,
    at: Prisma.sql`e.assigned_at`,
    isReady: (now) => Prisma.sql`(e.period_end IS NULL OR e.period_end <= ${now})`,
  },
];

/** Each source narrowed by itself, so that its own index is used. */
function partsOf(ctx: Ctx, filter: CeremonyFilter, { from, to }: Frame["period"], now: Date): Prisma.Sql[] {
  const isDone =
    filter.presented === "yes" ? Prisma.sql`presented_at IS NOT NULL` : Prisma.sql`presented_at IS NULL`;
  const kinds = kindsIn(ctx);
  return SOURCES.filter(({ kind }) => kinds.includes(kind) && (filter.what ?? kinds).includes(kind)).map(
    (source) => Prisma.sql`SELECT * FROM (${source.from} AND e.organization_id = ${ctx.organization.id}::uuid
      AND ${source.at} >= ${from} AND ${source.at} < ${to} AND ${source.isReady(now)} ${inGroup("e", filter.group)}) one
      WHERE ${isDone}`,
  );
}
