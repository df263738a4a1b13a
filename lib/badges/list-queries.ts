import type { BadgeFilters, BadgeMatching } from "@/lib/badges/filter-schema";
import { isFlagged, matchingBadges } from "@/lib/badges/matching-queries";
import { achievementChoicesIn } from "@/lib/badges/queries";
import type { BadgeSource, BadgeStanding } from "@/lib/badges/rules";
import { standingSql } from "@/lib/badges/standing-queries";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { readTenant, type Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { personOf } from "@/lib/people/page-queries";

const PAGE_SIZE = 50;
/** A page of a file may take this long, in milliseconds. */
const FILE_TIMEOUT = 120_000;

export type BadgeRow = Readonly<{
  id: string;
  /** As it stands now: an award whose time is up reads as expired, one that its holder has declined as declined. */
  standing: BadgeStanding;
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

type Asked = BadgeFilters & Readonly<{ size?: number }>;

/**
 * Earned badges, newest first or as `sort` says, 50 at a time. `q` looks in names, e-mails, references and achievements.
 */
export async function listBadges(ctx: Ctx, asked: Asked): Promise<BadgePage> {
  authorizeList(ctx);
  const duration = { ...walkable(asked), ...(asked.size ? { timeout: FILE_TIMEOUT } : {}) };
  return readTenant(ctx, (tx, now) => pageIn(tx, ctx, asked, now), duration);
}

/** How many badges match; `atMost + 1` means more than that, and no more are counted. */
export async function countBadges(ctx: Ctx, filters: BadgeMatching, atMost: number): Promise<number> {
  authorizeList(ctx);
  return readTenant(ctx, async (tx, now) => {
    const orderAndLimit = Prisma.sql`LIMIT ${atMost + 1}`;
    const all = await matchingBadges(tx, ctx, { now, filters, orderAndLimit });
    const [row] = await tx.$queryRaw<[{ count: number }]>`SELECT count(*)::int AS count FROM ${all}`;
    return row.count;
  });
}

/** What the list of badges shows: as `listBadges`, `listAchievementChoices` and, beside them as it takes longest, `countBadges`. */
export async function readBadgeList(ctx: Ctx, filters: BadgeFilters, atMost: number) {
  authorizeList(ctx);
  const rows = readTenant(
    ctx,
    async (tx, now) => ({
      badges: await pageIn(tx, ctx, filters, now),
      achievements: await achievementChoicesIn(tx, ctx),
    }),
    walkable(filters),
  );
  const [total, shown] = await Promise.all([countBadges(ctx, filters, atMost), rows]);
  return { ...shown, total };
}

function authorizeList(ctx: Ctx): void {
  authorize(ctx, "badges:read");
  requireModule(ctx, "achievements_gamification");
}

async function pageIn(tx: Tx, ctx: Ctx, asked: Asked, now: Date): Promise<BadgePage> {
  const size = asked.size ?? PAGE_SIZE;
  const order = isRising(asked) ? Prisma.sql`f.awarded_at, f.id DESC` : Prisma.sql`f.awarded_at DESC, f.id`;
  const page = await matchingBadges(tx, ctx, {
    now,
    filters: asked,
    also: placeOf(asked),
    orderAndLimit: Prisma.sql`ORDER BY ${order} LIMIT ${size + 1}`,
  });
  const found = await tx.$queryRaw<Found[]>`
    SELECT f.id, f.occurrence, f.source, f.awarded_at AS "awardedAt", f.user_id AS "userId",
      ${standingSql("f", now)} AS standing,
      m.display_name AS person, a.id AS "achievementId", a.name AS achievement,
      a.category::text AS category, a.badge_icon_url AS icon,
      CASE WHEN ${isFlagged(now)} THEN f.flag_reason END AS "flagReason",
      (extract(epoch FROM f.awarded_at) * 1000000)::bigint::text AS micros
    FROM ${page} ${personOf({ table: "earned_badges.user_id" })}
    CROSS JOIN LATERAL (SELECT * FROM achievements a
      WHERE a.organization_id = f.organization_id AND a.id = f.achievement_id LIMIT 1) a
    ORDER BY ${order}`;
  return pageOf(found, asked, size);
}

/** What is flagged, chosen, in a certain state or of one entry may be a handful, which has an index of its own. */
const walkable = ({ q, status, flagged, entry, ids }: BadgeFilters) => ({
  walk: !q && !flagged && !entry && !ids && (status ?? "awarded") === "awarded",
});

type Found = BadgeRow & Readonly<{ micros: string }>;

const isBackwards = ({ before, after }: BadgeFilters) => before !== undefined && after === undefined;

/** Whether the rows are read oldest first: turned round once for the order, and once for the page before. */
const isRising = (filters: BadgeFilters) => (filters.sort === "awarded") !== isBackwards(filters);

/** One row more than a page was asked for: its only use is to say that there is a further page that way. */
function pageOf(found: readonly Found[], filters: BadgeFilters, size: number): BadgePage {
  const hasMore = found.length > size;
  const shown = found.slice(0, size);
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

function placeOf(filters: BadgeFilters): Prisma.Sql[] {
  const place = readCursor(filters.after ?? filters.before ?? "");
  if (!place) return [];
  // Two conditions, so that the index on awarded_at bounds the scan.
  const at = Prisma.sql`(timestamptz 'epoch' + ${place.micros}::bigint * interval '1 microsecond')`;
  const id = Prisma.sql`${place.id}::uuid`;
  return [
    isRising(filters)
      ? Prisma.sql`f.awarded_at >= ${at} AND (f.awarded_at > ${at} OR f.id < ${id})`
      : Prisma.sql`f.awarded_at <= ${at} AND (f.awarded_at < ${at} OR f.id > ${id})`,
  ];
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
