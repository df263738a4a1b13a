import { momentOf, openTo } from "@/lib/badges/approval-queries";
import { type Decided, NAMED, type Undecided } from "@/lib/badges/approval-service";
import {
  type Decider,
  deciderOf,
  REFUSALS,
  unapprovable,
  writeDecision,
} from "@/lib/badges/approval-write-service";
import { type AllWaiting, MOST_AT_ONCE } from "@/lib/badges/schema";
import { despiteDeadlocks, orRefusal } from "@/lib/constraints";
import type { Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, type Message, msg } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";

type Asked = AllWaiting & Readonly<{ approve: boolean; reason?: string }>;

const CHANGED = msg("badges.moreWait");

/**
 * Decides about all that waited when a page was shown and that the decider may decide about, those who have waited
 * longest first, and at most so many that others do not wait for long; `left` says how many go on waiting. Those of
 * achievements that cannot be awarded now stay as they are, are answered with the reason and take nobody's place.
 * `conflict` when more waited by then than the page said: what a transaction that was under way then has brought was not seen.
 */
export async function decideAll(
  ctx: Ctx,
  { approve, reason, ...asked }: Asked,
  most = MOST_AT_ONCE,
): Promise<Decided> {
  const decider = deciderOf(ctx);
  const decided = despiteDeadlocks(() =>
    inTenant(ctx, async (tx, now) => {
      const judged = await judgedAchievements(tx, ctx, approve, now);
      const { good, refused } = await findAll(tx, ctx, decider, { ...asked, most }, judged);
      const done = await writeDecision(tx, ctx, decider, good.rows, { approve, reason: reason ?? null }, now);
      const missed = good.rows.filter(({ id }) => !done.has(id));
      const undecided = [
        ...refused.rows.map((row) => named(row, row.achievement.problem?.text ?? CHANGED)),
        ...missed.map((row) => named(row, msg("badges.alreadyDecided"))),
      ];
      return {
        decided: done.size,
        undecided: undecided.slice(0, NAMED),
        undecidedCount: refused.count + missed.length,
        left: good.count - good.rows.length,
      };
    }),
  );
  return orRefusal(decided, REFUSALS);
}

const named = ({ id, person, achievement }: Waiting, reason: Message): Undecided => ({
  id,
  person,
  achievement: achievement.name,
  reason,
});

type Judged = Awaited<ReturnType<typeof judgedAchievements>>;

/** The achievements by their ids, each with why none of its badges can be let stand now. */
async function judgedAchievements(tx: Tx, ctx: Ctx, approve: boolean, now: Date) {
  const achievements = await tx.achievement.findMany({
    where: { organizationId: ctx.organization.id },
    select: { id: true, name: true, status: true, expireDate: true, expirePeriod: true },
  });
  return new Map(
    achievements.map((one) => [one.id, { ...one, problem: approve ? unapprovable(one, ctx, now) : null }]),
  );
}

type Row = Readonly<{
  id: string;
  userId: string;
  person: string;
  achievementId: string;
  isPossible: boolean;
  /** How many are possible altogether, or are not, as this one. */
  ofThese: number;
}>;

type Waiting = Readonly<{ id: string; userId: string; person: string; achievement: Achievement }>;
type Achievement = Judged extends Map<string, infer One> ? One : never;

type Wanted = AllWaiting & Readonly<{ most: number }>;

/** In one statement, so that the numbers are those of the rows: the first that are possible, and a page of those that are not. */
async function findAll(
  tx: Tx,
  ctx: Ctx,
  { userId }: Decider,
  { upTo, count, most }: Wanted,
  judged: Judged,
): Promise<Record<"good" | "refused", { rows: Waiting[]; count: number }>> {
  const organization = Prisma.sql`${ctx.organization.id}::uuid`;
  const possible = [...judged.values()].filter(({ problem }) => problem === null).map(({ id }) => id);
  const found = await tx.$queryRaw<Row[]>`
    WITH waiting AS (
      SELECT e.id, e.user_id, e.achievement_id, e.created_at, e.achievement_id = ANY (${possible}::uuid[]) AS is_possible
      FROM earned_badges e
      WHERE e.organization_id = ${organization} AND e.status = 'pending_approval'
        AND e.created_at <= ${momentOf(upTo)} AND ${openTo(userId)}
    ), numbered AS (
      SELECT *, row_number() OVER (PARTITION BY is_possible ORDER BY created_at, id) AS place,
        (count(*) OVER (PARTITION BY is_possible))::int AS of_these
      FROM waiting
    )
    SELECT n.id, n.user_id AS "userId", m.display_name AS person, n.achievement_id AS "achievementId",
      n.is_possible AS "isPossible", n.of_these AS "ofThese"
    FROM numbered n JOIN memberships m ON m.organization_id = ${organization} AND m.user_id = n.user_id
    WHERE n.place <= CASE WHEN n.is_possible THEN ${most}::int ELSE ${NAMED}::int END
    ORDER BY n.place`;
  const those = (rows: readonly Row[]) => ({
    rows: rows.flatMap(({ achievementId, ...row }) => {
      const achievement = judged.get(achievementId);
      return achievement ? [{ ...row, achievement }] : [];
    }),
    count: rows[0]?.ofThese ?? 0,
  });
  const good = those(found.filter(({ isPossible }) => isPossible));
  const refused = those(found.filter(({ isPossible }) => !isPossible));
  if (good.count + refused.count > count) throw new AppError("conflict", CHANGED);
  return { good, refused };
}
