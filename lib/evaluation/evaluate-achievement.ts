import { sql } from "kysely";
import { APPROVAL_NOTICES, WAITED_FOR } from "@/lib/badge-messages/approval-notices";
import { AWARD_NOTICES, AWARDED } from "@/lib/badge-messages/award-notices";
import { wakeTellers } from "@/lib/badge-messages/award-service";
import { BATCH_UNDONE_REASON } from "@/lib/badges/batch-undo-rules";
import { expiryOf } from "@/lib/badges/rules";
import type { Ctx } from "@/lib/context";
import { criteriaSql } from "@/lib/criteria/compile";
import { layOut } from "@/lib/criteria/occurrences";
import { compiler } from "@/lib/criteria/sql/compiler";
import { areNamed, isRange, ofPeople, type People, type Sql } from "@/lib/criteria/sql/people";
import { runQuery, type Tx } from "@/lib/db";
import type { Definition } from "@/lib/evaluation/definition-queries";
import { UNDONE_REASON } from "@/lib/facts/rules";

/** `award` gives badges, `silent` gives them as a catch-up (source `backfill`) that nobody is told about. */
export type Giving = "award" | "silent";

type Asked = Readonly<{
  people: People;
  now: Date;
  giving: Giving;
  /**
   * Somebody else may be awarding the same people at this moment: what they award first is let be. Without it, their
   * award fails this statement, which is cheaper for many, as no row is looked up once more before it is written.
   */
  mayMeet: boolean;
  /** Also answer who was awarded. */
  isNamed: boolean;
}>;

export type Outcome = Readonly<{ already: number; awarded: number; awardedTo: readonly string[] }>;

/** People for whom the statement is quicker run than planned. */
export const FEW = 10;

const NOTHING: Outcome = { already: 0, awarded: 0, awardedTo: [] };

/**
 * Awards one achievement to everybody of `people` who meets it and may get it, in one statement: the badges, for
 * each of them the rules that were met with value, threshold and the fact that tipped it, what their holders are told,
 * and the audit entries.
 * Repeating it changes nothing. Never again what stands, what a person revoked, turned down or declined, and what has
 * expired unless the achievement is renewable; again what the nightly reconcile took back. Nothing that was reached
 * before the achievement's first day.
 */
export async function evaluateAchievement(
  tx: Tx,
  ctx: Ctx,
  achievement: Definition,
  asked: Asked,
): Promise<Outcome> {
  const { people, now } = asked;
  if (isOver(ctx, achievement, now)) return NOTHING;
  const expiresAt = expiryIn(ctx, achievement, now);
  const scope = awardScope(ctx, achievement, people, now);
  if (achievement.renewable) await runQuery(tx, lapse(scope).compile(compiler));
  const met = criteriaSql(achievement.criteria, {
    organizationId: ctx.organization.id,
    timeZone: ctx.organization.timeZone,
    now,
    people,
    isRepeatable: achievement.isRepeatable,
    achievementId: achievement.id,
    courseId: achievement.courseId ?? undefined,
    held: sql`SELECT s.user_id, s.occurrence FROM settled s`,
    withFacts: true,
  });
  const { timeZone } = ctx.organization;
  const query = award({ scope, achievement, met, expiresAt, asked, actor: ctx.actor.kind, timeZone });
  const [row] = await runQuery(tx, query.compile(compiler), {
    isKept: areNamed(people) && people.length <= FEW,
  });
  if (!row) return NOTHING;
  if (row.told > 0) await wakeTellers(tx, ctx, achievement.isHeard);
  return { already: row.already, awarded: row.awarded, awardedTo: row.awarded_to };
}

const expiryIn = (ctx: Ctx, achievement: Definition, now: Date) =>
  expiryOf(expiryColumns(achievement), now, ctx.organization.timeZone);

/** What it would award is over already. */
export function isOver(ctx: Ctx, achievement: Definition, now: Date): boolean {
  const expiresAt = expiryIn(ctx, achievement, now);
  return expiresAt !== null && expiresAt <= now;
}

const dayText = (day: Date) => day.toISOString().slice(0, 10);

const expiryColumns = ({ expireDate, expirePeriod }: Definition) => ({
  expireDate: expireDate && dayText(expireDate),
  expirePeriod,
});

/**
 * Of an achievement published "only from today", what was reached on an earlier day is nobody's award: the day counts
 * on which the last needed rule was met, however late the facts arrive. What stands already is not looked at.
 */
export const sinceEarnFrom = ({ earnFrom }: Pick<Definition, "earnFrom">): Sql =>
  earnFrom ? sql` WHERE q.met_on >= ${dayText(earnFrom)}::date` : sql``;

export type AwardScope = Readonly<{ organization: Sql; id: Sql; now: Sql; mine: Sql; renewable: boolean }>;

/** The badges of one achievement (`mine`, of a table `e`), of everybody or of some. */
export function awardScope(
  ctx: Ctx,
  { id, renewable }: Pick<Definition, "id" | "renewable">,
  people: People,
  now: Date,
): AwardScope {
  const organization = sql`${ctx.organization.id}::uuid`;
  const achievement = sql`${id}::uuid`;
  return {
    organization,
    id: achievement,
    now: sql`${now.toISOString()}::timestamptz`,
    mine: sql`e.organization_id = ${organization} AND e.achievement_id = ${achievement}${ofPeople(people, sql`e.user_id`)}`,
    renewable,
  };
}

/** Makes room for what may be earned again: a badge whose time is up, but which still says awarded, would stand in the way. */
const lapse = ({ mine, now }: AwardScope) =>
  sql`UPDATE earned_badges e SET status = 'expired' WHERE ${mine} AND e.status = 'awarded' AND e.expires_at <= ${now}`;

/**
 * Occurrences that evaluation leaves alone, and whether they are held. What an import says was revoked was revoked by
 * a person, elsewhere; undoing an import, or a batch of awards, takes nothing from anybody.
 */
function finals({ mine, renewable, now }: AwardScope): Sql {
  return sql`SELECT e.user_id, e.occurrence, ${isHeld(now)} AS is_held FROM earned_badges e WHERE ${mine} AND ${isFinal(renewable, now)}`;
}

/** Whether a badge `e` is somebody's, or about to be. */
export const isHeld = (now: Sql): Sql =>
  sql`(e.status = 'pending_approval' OR (e.status = 'awarded' AND (e.expires_at IS NULL OR e.expires_at > ${now})))`;

/** Whether evaluation leaves the occurrence of a badge `e` alone. */
export function isFinal(renewable: boolean, now: Sql): Sql {
  const final = sql.raw(
    renewable
      ? "('awarded', 'pending_approval', 'rejected')"
      : "('awarded', 'pending_approval', 'rejected', 'expired')",
  );
  // Those would lapse first: who only looks counts as if they had.
  const lapsed = renewable ? sql` AND NOT (e.status = 'awarded' AND e.expires_at <= ${now})` : sql``;
  return sql`((e.status IN ${final}${lapsed}) OR e.declined_at IS NOT NULL
      OR (e.status = 'revoked' AND ((e.revoked_by_user_id IS NOT NULL AND e.revocation_reason <> ${BATCH_UNDONE_REASON})
        OR (e.source = 'import' AND e.revocation_reason <> ${UNDONE_REASON}))))`;
}

/** Occurrences that evaluation leaves alone, as `user_id` and `occurrence`. */
export const settled = (scope: AwardScope): Sql =>
  sql`SELECT f.user_id, f.occurrence FROM (${finals(scope)}) f`;

type Award = Readonly<{
  scope: AwardScope;
  achievement: Definition;
  met: Sql;
  expiresAt: Date | null;
  asked: Asked;
  actor: Ctx["actor"]["kind"];
  timeZone: string;
}>;

/**
 * So many awards of one achievement at once are one audit entry. Its `recordedAt` is when all badges of it were
 * written and theirs alone, together with the achievement and the people it names by their order (`after`, `upTo`).
 */
const BULK = 100;

const LET_BE = sql`ON CONFLICT (organization_id, achievement_id, user_id, occurrence) WHERE status IN ('pending_approval', 'awarded') DO NOTHING`;

type AwardRow = { already: number; awarded: number; told: number; awarded_to: string[] };

function award({ scope, achievement, met, expiresAt, asked, actor, timeZone }: Award) {
  const { organization, id, now } = scope;
  const status = achievement.needsApproval ? "pending_approval" : "awarded";
  const day = sql`(${now} AT TIME ZONE ${timeZone}::text)::date`;
  const expires = expiresAt ? sql`${expiresAt.toISOString()}::timestamptz` : sql`NULL::timestamptz`;
  // What waits for approval is told of when it has that, and a catch-up to nobody.
  const isTold = status === "awarded" && asked.giving !== "silent";
  const isWaitedFor = achievement.needsApproval && asked.giving !== "silent";
  const source = sql.lit(asked.giving === "silent" ? "backfill" : "automatic");
  const what = sql`jsonb_build_object('achievement', ${achievement.key}::text, 'status', ${sql.lit(status)}::text, 'source', ${source}::text)`;
  // The place in the arrays of MetRow, counted from 1 as PostgreSQL does.
  const rules = layOut(achievement.criteria).leaves.map(
    ({ index, path, rule }) => sql`(${sql.lit(index + 1)}, ${path}::text, ${rule.type}::text)`,
  );
  return sql<AwardRow>`WITH settled AS MATERIALIZED (${finals(scope)}
    ), met AS MATERIALIZED (
      SELECT gen_random_uuid() AS id, q.user_id, q.occurrence, q.met_on, q.haves, q.needs, q.met_days, q.facts FROM (${met}) q${sinceEarnFrom(achievement)}
    ), awards AS (
      INSERT INTO earned_badges (id, organization_id, achievement_id, achievement_version_id, user_id, occurrence, status, source, notify, met_on, awarded_at, expires_at)
      SELECT m.id, ${organization}, ${id}, ${achievement.versionId}::uuid, m.user_id, m.occurrence, ${sql.lit(status)}::earned_badge_status,
        ${source}::earned_badge_source, ${sql.lit(asked.giving !== "silent")}, m.met_on, ${now}, ${expires} FROM met m ORDER BY m.user_id, m.occurrence
      ${asked.mayMeet ? LET_BE : sql``}
      RETURNING id, user_id, occurrence
    ), why AS (
      INSERT INTO earned_badge_criteria (organization_id, earned_badge_id, rule_path, rule_type, value, threshold, met_on, fact_ids)
      SELECT ${organization}, m.id, r.path, r.type, m.haves[r.place]::numeric, m.needs[r.place]::numeric, m.met_days[r.place],
        array_remove(m.facts[r.place:r.place], NULL)
      FROM met m CROSS JOIN (VALUES ${sql.join(rules)}) r (place, path, type)
      WHERE m.haves[r.place] IS NOT NULL AND m.id IN (SELECT a.id FROM awards a)
    ), ${sql.raw(AWARDED)} AS (
      SELECT ${organization} AS organization_id, a.id, ${id} AS achievement_id, a.user_id, coalesce(m.met_on, ${day}) AS day
      FROM awards a JOIN met m ON m.id = a.id WHERE ${sql.lit(isTold)}
    ), told AS (${sql.raw(AWARD_NOTICES)} RETURNING 1${isWaitedFor ? toldOfWaiting(scope, day) : sql``}
    ), bulk AS (
      SELECT count(*)::int AS size, count(*) > ${sql.lit(BULK)} AS is_bulk FROM awards
    ), audit AS (
      INSERT INTO audit_log (organization_id, actor_kind, action, subject_type, subject_id, after)
      SELECT ${organization}, ${sql.lit(actor)}::actor_kind, 'badge.awarded', one.type, one.id, one.after FROM (
        SELECT 'badge' AS type, a.id, jsonb_build_object('userId', a.user_id, 'occurrence', a.occurrence) || ${what} AS after
        FROM awards a WHERE NOT (SELECT b.is_bulk FROM bulk b)
        UNION ALL
        SELECT 'achievement', ${id}, jsonb_build_object('badges', b.size, 'recordedAt', now(), ${bounds(asked.people)}) || ${what}
        FROM bulk b WHERE b.is_bulk
      ) one
    )
    SELECT (SELECT count(*)::int FROM settled s WHERE s.is_held) AS already, b.size AS awarded, (SELECT count(*)::int FROM told)${isWaitedFor ? sql` + (SELECT count(*)::int FROM asked)` : sql``} AS told,
      ${asked.isNamed ? sql`ARRAY(SELECT a.user_id::text FROM awards a)` : sql`'{}'::text[]`} AS awarded_to
    FROM bulk b`;
}

/** Those who may approve hear that somebody waits. */
const toldOfWaiting = ({ organization, id }: AwardScope, day: Sql): Sql => sql`
    ), ${sql.raw(WAITED_FOR)} AS (
      SELECT ${organization} AS organization_id, ${id} AS achievement_id, ${day} AS day, NULL::uuid AS but_not WHERE EXISTS (SELECT FROM awards)
    ), asked AS (${sql.raw(APPROVAL_NOTICES)} RETURNING 1`;

const bounds = (people: People): Sql => {
  const { after, upTo } = isRange(people) ? people : { after: null, upTo: null };
  return sql`'after', ${after}::text, 'upTo', ${upTo}::text`;
};
