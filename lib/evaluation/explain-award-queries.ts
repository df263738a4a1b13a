import type { Ctx } from "@/lib/context";
import type { Trigger } from "@/lib/criteria/from-trigger";
import type { Tx } from "@/lib/db";

/** One award of the achievement to the person, with the definition it was made by. */
export type ExplainedAward = Readonly<{
  id: string;
  occurrence: string;
  status: "pending_approval" | "rejected" | "awarded" | "revoked" | "expired";
  source: "automatic" | "manual" | "backfill" | "import";
  /** `yyyy-mm-dd`, of the organisation's calendar. */
  metOn: string | null;
  awardedAt: Date;
  expiresAt: Date | null;
  isDeclined: boolean;
  isFlagged: boolean;
  flagReason: string | null;
  revocationReason: string | null;
  revokedByPerson: boolean;
  version: number;
  versionId: string;
}> &
  Trigger & { courseId: string | null };

/** Somebody may have earned the same a thousand times: their newest awards stand for all of them. */
const NEWEST = 50;

/** The newest awards there were, at most fifty, and all of these occurrences; the newest first. */
export const loadAwards = (
  tx: Tx,
  ctx: Ctx,
  { achievementId, userId }: Readonly<{ achievementId: string; userId: string }>,
  occurrences: readonly string[],
): Promise<ExplainedAward[]> => tx.$queryRaw`
  WITH newest AS (SELECT n.id FROM earned_badges n WHERE n.organization_id = ${ctx.organization.id}::uuid
    AND n.achievement_id = ${achievementId}::uuid AND n.user_id = ${userId}::uuid
    ORDER BY n.awarded_at DESC, n.created_at DESC, n.met_on DESC NULLS LAST, n.id LIMIT ${NEWEST})
  SELECT e.id, e.occurrence, e.status::text AS status, e.source::text AS source, e.met_on::text AS "metOn", e.awarded_at AS "awardedAt",
    e.expires_at AS "expiresAt", e.declined_at IS NOT NULL AS "isDeclined", e.flagged_at IS NOT NULL AS "isFlagged",
    e.flag_reason AS "flagReason", e.revocation_reason AS "revocationReason",
    e.revoked_by_user_id IS NOT NULL OR e.source = 'import' AS "revokedByPerson",
    v.number AS version, v.id AS "versionId", v.definition ->> 'trigger_type' AS "triggerType",
    (v.definition ->> 'trigger_threshold')::integer AS "triggerThreshold", v.definition -> 'trigger_metadata' AS "triggerMetadata",
    nullif(v.definition -> 'criteria', 'null') AS criteria, v.definition ->> 'course_id' AS "courseId"
  FROM earned_badges e
  JOIN achievement_versions v ON v.organization_id = e.organization_id AND v.id = e.achievement_version_id
  WHERE e.organization_id = ${ctx.organization.id}::uuid AND e.achievement_id = ${achievementId}::uuid AND e.user_id = ${userId}::uuid
    AND (e.occurrence = ANY (${[...occurrences]}) OR e.id IN (SELECT id FROM newest))
  ORDER BY e.awarded_at DESC, e.created_at DESC, e.met_on DESC NULLS LAST, e.id`;

/** The occurrence's award that decides: the one that stands or waits, else the newest. */
export const decidingAward = (
  awards: readonly ExplainedAward[],
  occurrence: string,
): ExplainedAward | undefined => {
  const some = awards.filter((award) => award.occurrence === occurrence);
  return some.find(({ status }) => status === "awarded" || status === "pending_approval") ?? some[0];
};
