import { sql } from "kysely";
import type { Ctx } from "@/lib/context";
import { criteriaOf, type Trigger } from "@/lib/criteria/from-trigger";
import { layOut, planOccurrences } from "@/lib/criteria/occurrences";
import type { Criteria } from "@/lib/criteria/schema";
import { compiler } from "@/lib/criteria/sql/compiler";
import { ofPeople, type People, type Sql } from "@/lib/criteria/sql/people";
import { runQuery, type Tx } from "@/lib/db";
import { AppError } from "@/lib/errors";
import type { UnmetPolicy } from "@/lib/evaluation/reconcile-rules";
import { log } from "@/lib/log";

/** One version of an achievement of which awards are looked at again. */
export type Target = Readonly<{
  achievementId: string;
  key: string;
  name: string;
  policy: UnmetPolicy;
  versionId: string;
  isRepeatable: boolean;
  /** Whose registrants it is for, when it belongs to a course. */
  courseId: string | null;
  criteria: Criteria;
  asksForBadges: boolean;
}>;

/** `due`: where something can follow. `every`: also awards that are kept whatever happens, to say so. */
export type Scope = "due" | "every";

type Asked = Readonly<{ people: People; now: Date; scope: Scope }>;

/**
 * Awards that evaluation made and that stand: nobody gave them by hand or brought them from elsewhere. The aliases are
 * `e` for the award and `a` for its achievement. What has ended or was declined is left alone.
 */
export const madeByEvaluation = (ctx: Ctx, { people, now, scope }: Asked): Sql => sql`
  e.organization_id = ${ctx.organization.id}::uuid${ofPeople(people, sql`e.user_id`)}
  AND e.status = 'awarded' AND e.source IN ('automatic', 'backfill') AND e.awarded_by_user_id IS NULL
  AND (e.expires_at IS NULL OR e.expires_at > ${now.toISOString()}::timestamptz) AND e.declined_at IS NULL
  ${scope === "due" ? sql`AND (a.unmet_policy <> 'keep' OR e.flagged_at IS NOT NULL)` : sql``}`;

type Row = Trigger &
  Readonly<{
    achievementId: string;
    key: string;
    name: string;
    policy: UnmetPolicy;
    versionId: string;
    isRepeatable: boolean;
    courseId: string | null;
  }>;

/** Versions with such awards, in the order in which evaluation takes achievements. */
export async function listTargets(tx: Tx, ctx: Ctx, asked: Asked): Promise<Target[]> {
  const query = sql<Row>`
    SELECT a.id AS "achievementId", a.key, a.name, a.unmet_policy::text AS policy, v.id AS "versionId",
      v.definition ->> 'trigger_type' AS "triggerType", (v.definition ->> 'trigger_threshold')::integer AS "triggerThreshold",
      v.definition -> 'trigger_metadata' AS "triggerMetadata", nullif(v.definition -> 'criteria', 'null') AS criteria,
      a.is_repeatable AS "isRepeatable", v.definition ->> 'course_id' AS "courseId"
    FROM (SELECT DISTINCT e.achievement_id, e.achievement_version_id FROM earned_badges e
      JOIN achievements a ON a.organization_id = e.organization_id AND a.id = e.achievement_id
      WHERE ${madeByEvaluation(ctx, asked)}) held
    JOIN achievements a ON a.organization_id = ${ctx.organization.id}::uuid AND a.id = held.achievement_id
    JOIN achievement_versions v ON v.organization_id = a.organization_id AND v.id = held.achievement_version_id
    ORDER BY a.sort_order, a.name, a.id, v.number`;
  const rows = await runQuery(tx, query.compile(compiler));
  return rows.flatMap((row) => {
    const criteria = readCriteria(row);
    return criteria ? [{ ...row, criteria, asksForBadges: namesBadges(criteria) }] : [];
  });
}

const namesBadges = (criteria: Criteria) =>
  layOut(criteria).leaves.some(({ rule }) => rule.type === "badge_held");

/** Awards of what cannot be read, or was given by hand in that version, are nobody's to judge: they stand. */
function readCriteria(row: Row): Criteria | null {
  try {
    const criteria = criteriaOf(row);
    if (criteria) planOccurrences(criteria, row.isRepeatable);
    return criteria;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    log.error(
      { achievement: row.achievementId, version: row.versionId, err: error },
      "criteria cannot be read",
    );
    return null;
  }
}
