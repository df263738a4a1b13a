import { actorUserId, authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

const PAGE_SIZE = 50;

export type WaitingBadge = Readonly<{
  id: string;
  userId: string;
  person: string;
  achievementId: string;
  achievement: string;
  category: string;
  icon: string | null;
  occurrence: string;
  waitingSince: Date;
  /** Who proposed it; null for what evaluation found. */
  proposedBy: string | null;
  reason: string | null;
  evidenceUrl: string | null;
  evidenceNarrative: string | null;
  /** Why the asker must leave it to another; null when they may decide. */
  leftToOthers: "your_own" | "your_proposal" | null;
}>;

/** How many there are, and the moment the last of them began to wait, in the database's microseconds: what comes later was not seen. */
export type OpenToAsker = Readonly<{ count: number; upTo: string }>;

export type WaitingPage = Readonly<{
  rows: readonly WaitingBadge[];
  /** All that wait. */
  total: number;
  /** Those of all pages that the asker may decide about; null when there are none. */
  open: OpenToAsker | null;
  /** Cursor for `after`; null where there is no further page. */
  next: string | null;
}>;

type Found = Omit<WaitingBadge, "leftToOthers"> &
  Readonly<{ proposedByUserId: string | null; micros: string }>;

type Counted = Readonly<{ total: number; open: number; upTo: string | null }>;

/** The badges that wait for a yes or no, those who have waited longest first, 50 at a time. */
export async function listWaiting(ctx: Ctx, after?: string): Promise<WaitingPage> {
  authorize(ctx, "badges:award");
  requireModule(ctx, "achievements_gamification");
  const organization = Prisma.sql`${ctx.organization.id}::uuid`;
  const self = actorUserId(ctx);
  const [found, [count]] = await inTenant(ctx, async (tx) => [
    await tx.$queryRaw<Found[]>`
      SELECT e.id, e.user_id AS "userId", m.display_name AS person, a.id AS "achievementId", a.name AS achievement,
        a.category::text AS category, a.badge_icon_url AS icon, e.occurrence, e.created_at AS "waitingSince",
        e.awarded_by_user_id AS "proposedByUserId", p.display_name AS "proposedBy", e.reason,
        e.evidence_url AS "evidenceUrl", e.evidence_narrative AS "evidenceNarrative",
        (extract(epoch FROM e.created_at) * 1000000)::bigint::text AS micros
      FROM earned_badges e
      JOIN memberships m ON m.organization_id = e.organization_id AND m.user_id = e.user_id
      JOIN achievements a ON a.organization_id = e.organization_id AND a.id = e.achievement_id
      LEFT JOIN memberships p ON p.organization_id = e.organization_id AND p.user_id = e.awarded_by_user_id
      WHERE e.organization_id = ${organization} AND e.status = 'pending_approval' ${beyond(after)}
      ORDER BY e.created_at, e.id LIMIT ${PAGE_SIZE + 1}`,
    await tx.$queryRaw<[Counted]>`
      SELECT count(*)::int AS total, count(*) FILTER (WHERE ${openTo(self)})::int AS open,
        (extract(epoch FROM max(e.created_at) FILTER (WHERE ${openTo(self)})) * 1000000)::bigint::text AS "upTo"
      FROM earned_badges e WHERE e.organization_id = ${organization} AND e.status = 'pending_approval'`,
  ]);
  const shown = found.slice(0, PAGE_SIZE);
  const last = found.length > PAGE_SIZE ? shown.at(-1) : undefined;
  return {
    rows: shown.map(({ micros: _, proposedByUserId, ...row }) => ({
      ...row,
      leftToOthers: row.userId === self ? "your_own" : isOwn(proposedByUserId, self) ? "your_proposal" : null,
    })),
    total: count.total,
    open: count.upTo === null ? null : { count: count.open, upTo: count.upTo },
    next: last ? `${last.micros}.${last.id}` : null,
  };
}

/** Badges `e` that somebody may decide about: neither about themselves nor proposed by them. */
export const openTo = (self: string | null): Prisma.Sql =>
  Prisma.sql`e.user_id IS DISTINCT FROM ${self}::uuid AND e.awarded_by_user_id IS DISTINCT FROM ${self}::uuid`;

const isOwn = (proposer: string | null, self: string | null) => proposer !== null && proposer === self;

const CURSOR = /^(\d{1,17})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** A cursor that nobody gave out means the first page. */
function beyond(after: string | undefined): Prisma.Sql {
  const [, micros, id] = CURSOR.exec(after ?? "") ?? [];
  if (!micros || !id) return Prisma.empty;
  return Prisma.sql`AND (e.created_at, e.id) > (${momentOf(micros)}, ${id}::uuid)`;
}

/** A moment by its microseconds, of which there are at most 17 digits. */
export const momentOf = (micros: string): Prisma.Sql =>
  Prisma.sql`timestamptz 'epoch' + ${micros}::bigint * interval '1 microsecond'`;
