import { sql } from "kysely";
import type { Ctx } from "@/lib/context";
import { compiler } from "@/lib/criteria/sql/compiler";
import { areNamed, type People } from "@/lib/criteria/sql/people";
import { runQuery, type Tx } from "@/lib/db";
import { activeLadder, currentPeriods, isClosed, type Step, stepsOf } from "@/lib/tiers/ladder-queries";
import { lookAtTiers, standingSql } from "@/lib/tiers/look-queries";
import { type AskedOfTiers, metSql } from "@/lib/tiers/met-sql";
import type { Period } from "@/lib/tiers/period-rules";
import { settleTiers } from "@/lib/tiers/settle-service";

export type TierCounts = Readonly<{
  /** Tiers that count for somebody now and did not before. */
  assigned: number;
  /** Tiers below the one that counts: reached now, or overtaken now. */
  superseded: number;
  /** What stood before and still stands. */
  already: number;
  /** What is no longer reached after a correction. */
  revoked: number;
}>;

export type TierOutcome = TierCounts & Readonly<{ changed: readonly string[] }>;

export const NO_TIERS: TierOutcome = { assigned: 0, superseded: 0, already: 0, revoked: 0, changed: [] };

/** Stands for a person's reason where evaluation took a tier back (tier_assignments_revoked_companions). */
export const NO_LONGER_MET = "tiers.noLongerMet";

/** Until the end of the transaction nobody else assigns tiers of this organisation or changes its ladder. */
export const holdLadder = (tx: Tx, ctx: Ctx) =>
  tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`tiers ${ctx.organization.id}`}, 0))::text`;

type Work = Readonly<{
  people: People;
  /** Facts after it do not count yet. */
  now: Date;
  /** One period, whether or not it runs; the ones that run when left out. */
  period?: Period;
  /** The tiers in use, when the caller has read them. */
  ladder?: readonly Step[];
  /** Nobody is told: it is a catch-up. */
  isSilent?: boolean;
}>;

/** People for whom it pays to look whether anything changes before anybody else has to wait. */
const FEW = 10;

/**
 * Gives these people the tiers they have reached and takes back those they no longer reach, inside the caller's
 * transaction, for the periods that run at `now`: one assignment for each tier in use that is reached, of which the
 * highest counts. Periods that are closed stay as they are, unless `recalculatePeriod` asks. Repeating it changes
 * nothing. `changed` names the people whose tiers changed.
 */
export async function assignTiers(tx: Tx, ctx: Ctx, work: Work): Promise<TierOutcome> {
  const { people, now, period, isSilent = false } = work;
  if (!ctx.modules.has("recognition_tiers")) return NO_TIERS;
  const ladder = work.ladder ?? (await activeLadder(tx, ctx));
  if (ladder.length === 0) return NO_TIERS;
  const periods = period ? [period] : currentPeriods(ladder, now, ctx.organization.timeZone);
  const already = period ? null : await unlessDue(tx, ctx, periods, { ladder, people, now });
  if (already !== null) return { ...NO_TIERS, already };
  await holdLadder(tx, ctx);
  let total = NO_TIERS;
  for (const one of periods) {
    const steps = stepsOf(ladder, one);
    if (steps.length === 0 || (!period && (await isClosed(tx, ctx, one.key)))) continue;
    total = sumOf(total, await climb(tx, ctx, { steps, period: one, people, now }, !isSilent));
  }
  return total;
}

/**
 * How many tiers of a few people stand, or null when some of them are to change. Nobody is made to wait for it: who changes the ladder
 * has everybody looked at afterwards.
 */
async function unlessDue(
  tx: Tx,
  ctx: Ctx,
  periods: readonly Period[],
  { ladder, people, now }: Readonly<{ ladder: readonly Step[]; people: People; now: Date }>,
): Promise<number | null> {
  if (!areNamed(people) || people.length > FEW) return null;
  let standing = 0;
  for (const period of periods) {
    const steps = stepsOf(ladder, period);
    const { due, already } = await lookAtTiers(tx, ctx, { ladder, people, now, steps, period });
    if (due) return null;
    standing += already;
  }
  return standing;
}

const sumOf = (a: TierOutcome, b: TierOutcome): TierOutcome => ({
  assigned: a.assigned + b.assigned,
  superseded: a.superseded + b.superseded,
  already: a.already + b.already,
  revoked: a.revoked + b.revoked,
  changed: [...new Set([...a.changed, ...b.changed])],
});

async function climb(tx: Tx, ctx: Ctx, asked: AskedOfTiers, isTold: boolean): Promise<TierOutcome> {
  const [written] = await runQuery(tx, write(ctx, asked).compile(compiler));
  const { made = 0, revoked = 0, already = 0, changed = [] } = written ?? {};
  const settled = await settleTiers(tx, ctx, { people: asked.people, periodKey: asked.period.key, isTold });
  return {
    assigned: settled.promoted,
    superseded: made - settled.promotedNew + settled.demoted,
    already,
    revoked,
    changed,
  };
}

type Written = { made: number; revoked: number; already: number; changed: string[] };

/** New ones begin as superseded: which of them counts is settled afterwards, for all that stand. */
function write(ctx: Ctx, asked: AskedOfTiers) {
  const organization = sql`${ctx.organization.id}::uuid`;
  const { key, from, to } = asked.period;
  const bound = (at: Date | null) => sql`${at?.toISOString() ?? null}::timestamptz`;
  return sql<Written>`
    WITH met AS MATERIALIZED (${metSql(ctx, asked)}),
    standing AS (${standingSql(organization, asked)}
    ),
    gone AS (
      UPDATE tier_assignments t SET status = 'revoked', revoked_at = now(), revocation_reason = ${NO_LONGER_MET}, superseded_by_id = NULL
      FROM standing s WHERE t.organization_id = ${organization} AND t.id = s.id
        AND NOT EXISTS (SELECT FROM met WHERE met.tier_id = s.tier_id AND met.user_id = s.user_id)
      RETURNING t.user_id
    ),
    made AS (
      INSERT INTO tier_assignments (organization_id, tier_id, user_id, period_key, period_start, period_end, metric_value, status, assigned_at)
      SELECT ${organization}, met.tier_id, met.user_id, ${key}, ${bound(from)}, ${bound(to)}, met.value, 'superseded', ${asked.now.toISOString()}::timestamptz
      FROM met WHERE NOT EXISTS (SELECT FROM standing s WHERE s.tier_id = met.tier_id AND s.user_id = met.user_id)
      ORDER BY met.user_id
      RETURNING user_id
    )
    SELECT (SELECT count(*)::int FROM made) AS made, (SELECT count(*)::int FROM gone) AS revoked,
      (SELECT count(*)::int FROM standing) - (SELECT count(*)::int FROM gone) AS already,
      ARRAY(SELECT user_id FROM made UNION SELECT user_id FROM gone) AS changed`;
}
