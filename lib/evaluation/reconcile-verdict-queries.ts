import { sql } from "kysely";
import { NOT_REGISTERED, type UnmetRule, unmetReason } from "@/lib/badges/flag-rules";
import { dayOf } from "@/lib/badges/rules";
import type { Ctx } from "@/lib/context";
import { criteriaSql } from "@/lib/criteria/compile";
import { compileDetail } from "@/lib/criteria/detail";
import { compiler } from "@/lib/criteria/sql/compiler";
import type { People } from "@/lib/criteria/sql/people";
import type { CompileContext } from "@/lib/criteria/sql/scope";
import { runQuery, type Tx } from "@/lib/db";
import { anchorOf, anchorUnit } from "@/lib/evaluation/anchors";
import { madeByEvaluation, type Scope, type Target } from "@/lib/evaluation/reconcile-queries";

/** An award that lacks something, or that is flagged and lacks nothing any more (`reason` null). */
export type Verdict = Readonly<{
  id: string;
  userId: string;
  occurrence: string;
  flagReason: string | null;
  keptReason: string | null;
  unmet: readonly UnmetRule[];
  reason: string | null;
}>;

type Award = Readonly<{
  id: string;
  userId: string;
  occurrence: string;
  metOn: string | null;
  awardedAt: Date;
  wasApproved: boolean;
  flagReason: string | null;
  keptReason: string | null;
  met: boolean;
}>;

export type Judging = Readonly<{ people: People; now: Date; scope: Scope }>;

/**
 * Judges the awards of one version by the facts there are now, in two or three queries however many there are. Time
 * alone takes nothing away: what is not met now but was met by its own period (`anchorUnit`), as that period looks
 * today, stands. Inactive people are not judged; they are once they are active again.
 */
export async function judge(tx: Tx, ctx: Ctx, target: Target, judging: Judging): Promise<Verdict[]> {
  const found = await doubtful(tx, ctx, target, judging);
  const standing = await metThen(
    tx,
    ctx,
    target,
    judging.now,
    found.filter(({ met }) => !met),
  );
  const unmet = found.filter(({ id, met }) => !met && !standing.has(id));
  const lacking = await lackingOf(tx, ctx, target, judging.now, unmet);
  return found.flatMap(({ id, userId, occurrence, flagReason, keptReason }) => {
    const rules = lacking.get(id);
    if (!rules && flagReason === null) return [];
    const award = { id, userId, occurrence, flagReason, keptReason };
    return [{ ...award, unmet: rules ?? [], reason: rules ? unmetReason(rules) : null }];
  });
}

const contextOf = (ctx: Ctx, target: Target, now: Date, people: People): CompileContext => ({
  organizationId: ctx.organization.id,
  timeZone: ctx.organization.timeZone,
  now,
  people,
  isRepeatable: target.isRepeatable,
  achievementId: target.achievementId,
  courseId: target.courseId ?? undefined,
});

/** Awards whose criteria are not met now, and flagged ones. */
function doubtful(tx: Tx, ctx: Ctx, target: Target, judging: Judging): Promise<Award[]> {
  const met = criteriaSql(target.criteria, contextOf(ctx, target, judging.now, judging.people));
  const query = sql<Award>`
    WITH met AS MATERIALIZED (SELECT q.user_id, q.occurrence FROM (${met}) q),
    judged AS (SELECT e.id, e.user_id AS "userId", e.occurrence, e.met_on::text AS "metOn", e.awarded_at AS "awardedAt", e.decided_at IS NOT NULL AS "wasApproved",
        e.flag_reason AS "flagReason", e.kept_reason AS "keptReason", m.user_id IS NOT NULL AS met
      FROM earned_badges e
      JOIN achievements a ON a.organization_id = e.organization_id AND a.id = e.achievement_id
      JOIN memberships p ON p.organization_id = e.organization_id AND p.user_id = e.user_id AND p.status = 'active'
      LEFT JOIN met m ON m.user_id = e.user_id AND m.occurrence = e.occurrence
      WHERE ${madeByEvaluation(ctx, judging)} AND e.achievement_id = ${target.achievementId}::uuid
        AND e.achievement_version_id = ${target.versionId}::uuid)
    SELECT * FROM judged WHERE NOT met OR "flagReason" IS NOT NULL ORDER BY "userId", occurrence`;
  return runQuery(tx, query.compile(compiler));
}

/**
 * The moments an award may be judged by, besides now: when it was made, which is when its rules were looked at. One
 * that had to be approved was looked at some time before, when its rules were met at the earliest.
 */
function anchorsOf(award: Award, ctx: Ctx, target: Target, now: Date): Date[] {
  const unit = anchorUnit(target.criteria, target.isRepeatable);
  if (unit === null) return [];
  const { timeZone } = ctx.organization;
  const made = dayOf(award.awardedAt, timeZone).toString();
  const days = award.wasApproved && award.metOn ? [award.metOn, made] : [made];
  return days.map((day) => anchorOf(day, unit, { timeZone, now }));
}

/** The awards that are met by one of their own moments. One query for each different moment. */
async function metThen(
  tx: Tx,
  ctx: Ctx,
  target: Target,
  now: Date,
  awards: readonly Award[],
): Promise<ReadonlySet<string>> {
  const met = new Set<string>();
  const momentsOf = (award: Award) => anchorsOf(award, ctx, target, now).map((at) => at.toISOString());
  for (const [at, some] of groups(awards, momentsOf)) {
    const left = some.filter(({ id }) => !met.has(id));
    if (left.length === 0) continue;
    const people = [...new Set(left.map(({ userId }) => userId))];
    const context = { ...contextOf(ctx, target, new Date(at), people), inThePast: true };
    const query = sql<{
      key: string;
    }>`SELECT q.user_id || ' ' || q.occurrence AS key FROM (${criteriaSql(target.criteria, context)}) q`;
    const keys = new Set((await runQuery(tx, query.compile(compiler))).map(({ key }) => key));
    for (const { id, userId, occurrence } of left) if (keys.has(`${userId} ${occurrence}`)) met.add(id);
  }
  return met;
}

/** What each of these awards lacks, by the moment it was made in. */
async function lackingOf(
  tx: Tx,
  ctx: Ctx,
  target: Target,
  now: Date,
  awards: readonly Award[],
): Promise<ReadonlyMap<string, readonly UnmetRule[]>> {
  const lacking = new Map<string, UnmetRule[]>();
  const keyOf = (award: Award) => {
    const [at = now] = anchorsOf(award, ctx, target, now);
    return [`${at.getTime()} ${award.occurrence}`];
  };
  for (const [key, some] of groups(awards, keyOf)) {
    const [at = "", occurrence = ""] = key.split(" ");
    const people = [...new Set(some.map(({ userId }) => userId))];
    const moment = new Date(Number(at));
    const context = { ...contextOf(ctx, target, moment, people), inThePast: moment < now };
    const rows = await runQuery(tx, compileDetail(target.criteria, context, occurrence));
    const byPerson = Map.groupBy(rows, (row) => row.user_id);
    for (const { id, userId } of some) {
      const unmet = (byPerson.get(userId) ?? []).filter((row) => !row.met);
      const rules = unmet.map(({ rule_path: path, rule_type: type, have, need }) => ({
        path,
        type,
        have,
        need,
      }));
      lacking.set(id, byPerson.has(userId) ? rules : [NOT_REGISTERED]);
    }
  }
  return lacking;
}

function groups(awards: readonly Award[], keysOf: (award: Award) => string[]): Map<string, Award[]> {
  const found = new Map<string, Award[]>();
  for (const award of awards) {
    for (const key of new Set(keysOf(award))) {
      const group = found.get(key) ?? [];
      if (group.push(award) === 1) found.set(key, group);
    }
  }
  return found;
}
