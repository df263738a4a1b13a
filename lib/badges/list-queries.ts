import { isOfEntry } from "@/lib/badges/entry-queries";
import type { BadgeFilters } from "@/lib/badges/filter-schema";
import { type BadgeSource, type BadgeStatus, periodBounds } from "@/lib/badges/rules";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { onePage, personOf } from "@/lib/people/page-queries";

const PAGE_SIZE = 50;

export type BadgeRow = Readonly<{
  id: string;
  /** As it stands now: an award whose time is up reads as expired. */
  standing: BadgeStatus;
  source: BadgeSource;
  occurrence: string;
  awardedAt: Date;
  userId: string;
  person: string;
  achievementId: string;
  achievement: string;
  category: string;
  /** A drawing's key or a picture's address. */
  icon: string | null;
  /** Why it waits for a decision whether it stands, as `lib/badges/flag-rules` writes it; null when it does not. */
  flagReason: string | null;
}>;

export type BadgePage = Readonly<{
  rows: readonly BadgeRow[];
  /** Cursors for `before` and `after`; null where there is no further page. */
  previous: string | null;
  next: string | null;
}>;

/** Earned badges, newest first, 50 at a time. `q` looks in names, e-mails, references and achievements. */
export async function listBadges(ctx: Ctx, filters: BadgeFilters): Promise<BadgePage> {
  authorize(ctx, "badges:read");
  requireModule(ctx, "achievements_gamification");
  return await inTenant(
    ctx,
    async (tx, now) => {
      const order = isBackwards(filters)
        ? Prisma.sql`f.awarded_at, f.id DESC`
        : Prisma.sql`f.awarded_at DESC, f.id`;
      const page = await onePage(tx, ctx, {
        table: "earned_badges.user_id",
        conditions: [
          ...conditions(ctx, filters, now),
          ...(filters.entry ? [await isOfEntry(tx, ctx, filters.entry)] : []),
        ],
        orderAndLimit: Prisma.sql`ORDER BY ${order} LIMIT ${PAGE_SIZE + 1}`,
        q: filters.q,
        orElse: filters.q ? await isOfAchievement(tx, ctx, filters.q) : undefined,
      });
      const found = await tx.$queryRaw<Found[]>`
      SELECT f.id, f.occurrence, f.source, f.awarded_at AS "awardedAt", f.user_id AS "userId",
        CASE WHEN f.status = 'awarded' AND f.expires_at <= ${now} THEN 'expired' ELSE f.status::text END AS standing,
        m.display_name AS person, a.id AS "achievementId", a.name AS achievement,
        a.category::text AS category, a.badge_icon_url AS icon,
        CASE WHEN ${isFlagged(now)} THEN f.flag_reason END AS "flagReason",
        (extract(epoch FROM f.awarded_at) * 1000000)::bigint::text AS micros
      FROM ${page} ${personOf({ table: "earned_badges.user_id" })}
      CROSS JOIN LATERAL (SELECT * FROM achievements a
        WHERE a.organization_id = f.organization_id AND a.id = f.achievement_id LIMIT 1) a
      ORDER BY ${order}`;
      return pageOf(found, filters);
    },
    walkable(filters),
  );
}

/** What is flagged, in a certain state or of one entry may be a handful, which has an index of its own. */
const walkable = ({ q, status, flagged, entry }: BadgeFilters) => ({
  walk: !q && !flagged && !entry && (status ?? "awarded") === "awarded",
});

/** The achievements whose name has the text: few enough to be named one by one. */
async function isOfAchievement(tx: Tx, ctx: Ctx, q: string): Promise<Prisma.Sql | undefined> {
  const found = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM achievements WHERE organization_id = ${ctx.organization.id}::uuid
      AND name ILIKE ${`%${q.replace(/[\\%_]/g, "\\$&")}%`}`;
  return found.length > 0
    ? Prisma.sql`f.achievement_id = ANY(${found.map(({ id }) => id)}::uuid[])`
    : undefined;
}

type Found = BadgeRow & Readonly<{ micros: string }>;

const isBackwards = ({ before, after }: BadgeFilters) => before !== undefined && after === undefined;

/** One row more than a page was asked for: its only use is to say that there is a further page that way. */
function pageOf(found: readonly Found[], filters: BadgeFilters): BadgePage {
  const hasMore = found.length > PAGE_SIZE;
  const shown = found.slice(0, PAGE_SIZE);
  const backwards = isBackwards(filters);
  if (backwards) shown.reverse();
  const [first, last] = [shown[0], shown.at(-1)];
  const hasPrevious = backwards ? hasMore : filters.after !== undefined;
  const hasNext = backwards || hasMore;
  return {
    rows: shown.map(({ micros: _, ...row }) => row),
    previous: first && hasPrevious ? cursorOf(first) : null,
    next: last && hasNext ? cursorOf(last) : null,
  };
}

function conditions(ctx: Ctx, filters: BadgeFilters, now: Date): Prisma.Sql[] {
  const { achievement, status, source, period, flagged, after, before } = filters;
  const all: Prisma.Sql[] = [];
  if (achievement) all.push(Prisma.sql`f.achievement_id = ${achievement}::uuid`);
  if (status) all.push(statusIs(status, now));
  if (flagged) all.push(isFlagged(now));
  if (source) all.push(Prisma.sql`f.source = ${source}::earned_badge_source`);
  if (period) {
    const { from, to } = periodBounds(period, ctx.organization.timeZone);
    all.push(Prisma.sql`f.awarded_at >= ${from} AND f.awarded_at < ${to}`);
  }
  const place = readCursor(after ?? before ?? "");
  if (place) {
    // Two conditions, so that the index on awarded_at bounds the scan.
    const at = Prisma.sql`(timestamptz 'epoch' + ${place.micros}::bigint * interval '1 microsecond')`;
    const id = Prisma.sql`${place.id}::uuid`;
    all.push(
      isBackwards(filters)
        ? Prisma.sql`f.awarded_at >= ${at} AND (f.awarded_at > ${at} OR f.id < ${id})`
        : Prisma.sql`f.awarded_at <= ${at} AND (f.awarded_at < ${at} OR f.id > ${id})`,
    );
  }
  return all;
}

const isFlagged = (now: Date) => Prisma.sql`(f.flagged_at IS NOT NULL AND ${statusIs("awarded", now)})`;

function statusIs(status: BadgeStatus, now: Date): Prisma.Sql {
  if (status === "awarded") {
    return Prisma.sql`f.status = 'awarded' AND (f.expires_at IS NULL OR f.expires_at > ${now})`;
  }
  if (status === "expired") {
    return Prisma.sql`(f.status = 'expired' OR (f.status = 'awarded' AND f.expires_at <= ${now}))`;
  }
  return Prisma.sql`f.status = ${status}::earned_badge_status`;
}

/** Microseconds, as the database keeps them: thousands of awards of one evaluation share a millisecond. */
const cursorOf = ({ micros, id }: { micros: string; id: string }) =>
  Buffer.from(JSON.stringify([micros, id])).toString("base64url");

// No longer than 17 digits, which is 3,000 years: PostgreSQL has no time much before.
const CURSOR = /^\["(-?\d{1,17})","([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"\]$/;

/** A cursor that nobody gave out means the first page. */
function readCursor(text: string): { micros: string; id: string } | null {
  const [, micros, id] = CURSOR.exec(Buffer.from(text, "base64url").toString()) ?? [];
  return micros && id ? { micros, id } : null;
}
