import { sql } from "kysely";
import type { Ctx } from "@/lib/context";
import { compiler } from "@/lib/criteria/sql/compiler";
import { type Sql, textArray } from "@/lib/criteria/sql/people";
import { runQuery, type Tx } from "@/lib/db";
import type { Target } from "@/lib/evaluation/reconcile-queries";
import type { Decision } from "@/lib/evaluation/reconcile-rules";
import type { Verdict } from "@/lib/evaluation/reconcile-verdict-queries";

export type Change = Exclude<Decision, "nothing">;

/** So many of one achievement at once are one audit entry: all badges of it that changed at that moment. */
const BULK = 100;

const SET: Record<Change, (now: Sql) => Sql> = {
  flag: (now) => sql`flagged_at = coalesce(e.flagged_at, ${now}), flag_reason = l.reason`,
  unflag: () => sql`flagged_at = NULL, flag_reason = NULL`,
  revoke: (now) => sql`status = 'revoked', revoked_at = ${now}, revocation_reason = l.reason`,
};
const ACTION: Record<Change, string> = {
  flag: "badge.flagged",
  unflag: "badge.unflagged",
  revoke: "badge.revoked",
};

/**
 * Writes one kind of change down for these awards of an achievement, with the audit entries, in one statement, and
 * answers how many it was: what a person has decided about meanwhile is left out. Awards are locked by person, as
 * evaluation inserts them. Repeating it changes nothing.
 */
export async function applyChange(
  tx: Tx,
  ctx: Ctx,
  { achievementId, key }: Target,
  { change, verdicts, now }: Readonly<{ change: Change; verdicts: readonly Verdict[]; now: Date }>,
): Promise<number> {
  if (verdicts.length === 0) return 0;
  const organization = sql`${ctx.organization.id}::uuid`;
  const at = sql`${now.toISOString()}::timestamptz`;
  const ids = textArray(verdicts.map(({ id }) => id));
  const reasons = textArray(verdicts.map(({ reason }) => reason ?? ""));
  const query = sql<{ changed: number }>`WITH chosen AS (
      SELECT c.id::uuid AS id, c.reason FROM unnest(${ids}, ${reasons}) AS c (id, reason)
    ), locked AS MATERIALIZED (
      SELECT e.id, c.reason, e.flag_reason AS before FROM earned_badges e JOIN chosen c ON c.id = e.id
      WHERE e.organization_id = ${organization} AND e.status = 'awarded' AND e.kept_reason IS DISTINCT FROM c.reason
      ORDER BY e.user_id, e.occurrence FOR NO KEY UPDATE OF e
    ), changed AS (
      UPDATE earned_badges e SET ${SET[change](at)} FROM locked l WHERE e.organization_id = ${organization} AND e.id = l.id
      RETURNING e.id, e.user_id, e.occurrence, l.reason, l.before
    ), bulk AS (
      SELECT count(*)::int AS size, count(*) > ${sql.lit(BULK)} AS is_bulk FROM changed
    ), audit AS (
      INSERT INTO audit_log (organization_id, actor_kind, action, subject_type, subject_id, before, after)
      SELECT ${organization}, ${sql.lit(ctx.actor.kind === "command" ? "command" : "system")}::actor_kind,
        ${sql.lit(ACTION[change])}, one.type, one.id, one.before, one.after FROM (
        SELECT 'badge' AS type, c.id, CASE WHEN c.before IS NOT NULL THEN jsonb_build_object('flagReason', c.before) END AS before,
          jsonb_strip_nulls(jsonb_build_object('achievement', ${key}::text, 'userId', c.user_id, 'occurrence', c.occurrence,
            'reason', nullif(c.reason, ''))) AS after
        FROM changed c WHERE NOT (SELECT b.is_bulk FROM bulk b)
        UNION ALL
        SELECT 'achievement', ${achievementId}::uuid, NULL, jsonb_build_object('achievement', ${key}::text, 'badges', b.size, 'at', ${at})
        FROM bulk b WHERE b.is_bulk
      ) one
    )
    SELECT b.size AS changed FROM bulk b`;
  const [row] = await runQuery(tx, query.compile(compiler));
  return row?.changed ?? 0;
}
