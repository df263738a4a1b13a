import type { Category } from "@/lib/achievements/definition-keys";
import { readPlace, writePlace } from "@/lib/badges/collection-cursor";
import type { CollectionFilter } from "@/lib/badges/collection-schema";
import {
  type HeldBadge,
  type HeldRow,
  heldColumns,
  heldOf,
  heldSql,
  newestOfEach,
} from "@/lib/badges/held-badge-queries";
import { findHolder, type Holder, holderOf, isOwn } from "@/lib/badges/holder-queries";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { known, moment, momentOrNull, type Question, together } from "@/lib/database/question";
import { inTenant } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";

/** As many medallions of a category stand on the profile itself. */
const SHOWN = 12;
const PAGE_SIZE = 48;

/** The newest badge of an achievement, and how many times the person holds it. */
export type CollectedBadge = HeldBadge & Readonly<{ times: number }>;

export type CategoryOfBadges = Readonly<{
  category: Category;
  /** Different achievements, and badges of them. */
  achievements: number;
  badges: number;
  /** The newest, at most twelve. */
  shown: readonly CollectedBadge[];
}>;

export type Collection = Readonly<{
  holder: Holder;
  badges: number;
  /** Every category the organisation has achievements of, in their order, also those with nothing in them. */
  categories: readonly CategoryOfBadges[];
}>;

const collected = (row: HeldRow, now: Date): CollectedBadge => ({ ...heldOf(row, now), times: row.times });

/**
 * What somebody holds, by category in the order of the achievements (seed 000 sort_order), the newest first by the day it was earned;
 * several of one achievement are one entry. Also of achievements that are no longer active. Whose profile is closed to
 * the asker is `not_found`; with the module off nobody holds anything.
 */
export function collectionOf(ctx: Ctx, userId: string, now: Date): Question<Collection> {
  authorize(ctx, "profile:read");
  const isOn = ctx.modules.has("achievements_gamification");
  const { sql, read } = together({
    holder: holderOf(ctx, userId),
    newest: isOn ? newestByCategory(ctx, userId) : known([]),
    order: isOn ? orderOfCategories(ctx) : known([]),
  });
  return {
    sql,
    read: (rows) => {
      const { holder, newest, order } = read(rows);
      const categories = order.map((category): CategoryOfBadges => {
        const of = newest.filter((row) => row.category === category);
        return {
          category,
          achievements: of[0]?.achievements ?? 0,
          badges: of[0]?.badges ?? 0,
          shown: of.map((row) => collected(row, now)),
        };
      });
      return { holder, badges: categories.reduce((sum, { badges }) => sum + badges, 0), categories };
    },
  };
}

type Newest = HeldRow & Readonly<{ achievements: number; badges: number }>;
type Written = Omit<Newest, "awardedAt" | "expiresAt"> &
  Readonly<{ awardedAt: string; expiresAt: string | null }>;

const newestByCategory = (ctx: Ctx, userId: string): Question<readonly Newest[]> => ({
  sql: Prisma.sql`
    WITH held AS (${heldSql(ctx, { userId, isSelf: isOwn(ctx, userId) })}), h AS (${newestOfEach})
    SELECT * FROM (
      SELECT ${heldColumns}, count(*) OVER c::integer AS achievements, sum(h.times) OVER c::integer AS badges,
        row_number() OVER (PARTITION BY a.category ORDER BY h.earned_on DESC, h.moment DESC, h.id DESC) AS place
      FROM h JOIN achievements a ON a.organization_id = ${ctx.organization.id}::uuid AND a.id = h.achievement_id
      WINDOW c AS (PARTITION BY a.category)
    ) s WHERE place <= ${SHOWN} ORDER BY place`,
  read: (rows: readonly Written[]) =>
    rows.map((row) => ({
      ...row,
      awardedAt: moment(row.awardedAt),
      expiresAt: momentOrNull(row.expiresAt),
    })),
});

/** As the organisation orders its achievements, each category where the first of them stands. */
const orderOfCategories = (ctx: Ctx): Question<readonly Category[]> => ({
  sql: Prisma.sql`
    SELECT category FROM achievements
    WHERE organization_id = ${ctx.organization.id}::uuid AND status <> 'draft'
    GROUP BY category ORDER BY min(sort_order) NULLS LAST, category::text`,
  read: (rows: readonly { category: Category }[]) => rows.map(({ category }) => category),
});

export type CollectionPage = Readonly<{
  holder: Holder;
  /** The achievement whose every time is listed, when one was asked for. */
  achievement: string | null;
  /** In all that was asked for: different achievements, or the times of one. */
  total: number;
  rows: readonly CollectedBadge[];
  /** Cursor for `after`; null on the last page. */
  next: string | null;
}>;

/**
 * All of a category, or of everything, 48 medallions at a time; or every time that one achievement was given. What the profile itself shows
 * of it and who may see it are as in `collectionOf`. An achievement the person does not hold is `not_found`.
 */
export async function listCollection(
  ctx: Ctx,
  userId: string,
  { category, achievement, after }: CollectionFilter,
): Promise<CollectionPage> {
  authorize(ctx, "profile:read");
  requireModule(ctx, "achievements_gamification");
  const place = readPlace(after);
  const entries = achievement
    ? Prisma.sql`SELECT *, 1 AS times FROM held WHERE achievement_id = ${achievement}::uuid`
    : newestOfEach;
  const beyond = place
    ? Prisma.sql`WHERE ("earnedOn"::date, moment::bigint, id) < (${place.earnedOn}::date, ${place.moment}::bigint, ${place.id}::uuid)`
    : Prisma.empty;
  return await inTenant(ctx, async (tx, now) => {
    const holder = await findHolder(tx, ctx, userId);
    const rows = await tx.$queryRaw<(HeldRow & { total: number })[]>`
      WITH held AS (${heldSql(ctx, holder)}), h AS (${entries})
      SELECT * FROM (
        SELECT ${heldColumns}, count(*) OVER ()::integer AS total
        FROM h JOIN achievements a ON a.organization_id = ${ctx.organization.id}::uuid AND a.id = h.achievement_id
          ${category ? Prisma.sql`AND a.category = ${category}::achievement_category` : Prisma.empty}
      ) s ${beyond} ORDER BY "earnedOn"::date DESC, moment::bigint DESC, id DESC LIMIT ${PAGE_SIZE + 1}`;
    if (achievement && rows.length === 0 && !place) throw notFound("achievement");
    const shown = rows.slice(0, PAGE_SIZE);
    const last = shown.at(-1);
    return {
      holder,
      achievement: achievement ? (shown[0]?.name ?? null) : null,
      total: rows[0]?.total ?? 0,
      rows: shown.map((row) => collected(row, now)),
      next: last && rows.length > PAGE_SIZE ? writePlace(last) : null,
    };
  });
}
