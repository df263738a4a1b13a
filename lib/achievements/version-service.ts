import { actorUserId, type Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { enqueue } from "@/lib/jobs/queue";

/** What of a definition is the row's own and no part of what a version says; tags and payment come back with its details. */
export const NOT_IN_VERSIONS = [
  "id",
  "organization_id",
  "status",
  "is_active",
  "sort_order",
  "next_cron",
  "digest_since",
  "import_id",
  "created_by_user_id",
  "created_at",
  "updated_at",
  "revision",
  "tags",
  "payment_amount",
  "payment_currency",
] as const;

type Published = { achievement_id: string; version_id: string; number: number };

/**
 * Writes the next `achievement_versions` row of each achievement whose definition differs from its newest one.
 * Called in the transaction of the change, after it. An active achievement so has at least one version, and the
 * one with the highest number is what it says now. `evenInactive` is for history from an older system, whose
 * awards refer to a version too.
 */
export function publishVersions(
  tx: Tx,
  ctx: Ctx,
  ids: readonly string[],
  { evenInactive = false } = {},
): Promise<Published[]> {
  return tx.$queryRaw<Published[]>`
    INSERT INTO achievement_versions (organization_id, achievement_id, number, definition, created_by_user_id)
    SELECT a.organization_id, a.id, coalesce(newest.number, 0) + 1, d.definition, ${actorUserId(ctx)}::uuid
    FROM achievements a
    CROSS JOIN LATERAL (SELECT to_jsonb(a) - ${[...NOT_IN_VERSIONS]}::text[] || achievement_details(a) AS definition) d
    LEFT JOIN LATERAL (
      SELECT v.number, v.definition FROM achievement_versions v
      WHERE v.organization_id = a.organization_id AND v.achievement_id = a.id ORDER BY v.number DESC LIMIT 1
    ) newest ON true
    WHERE a.organization_id = ${ctx.organization.id}::uuid AND a.id = ANY(${[...ids]}::uuid[])
      AND (a.status = 'active' OR ${evenInactive}) AND newest.definition IS DISTINCT FROM d.definition
    ORDER BY a.id
    RETURNING achievement_id, id AS version_id, number`;
}

/** What is awarded changed for everybody: the worker looks at every person again. */
export async function requestEvaluationOfAll(tx: Tx, ctx: Ctx): Promise<void> {
  await enqueue(tx, "evaluation.run-all", { organizationId: ctx.organization.id });
}
