import { sql } from "kysely";
import { BATCH_UNDONE_REASON } from "@/lib/badges/batch-undo-rules";
import type { Ctx } from "@/lib/context";
import { compiler } from "@/lib/criteria/sql/compiler";
import { runQuery, type Tx } from "@/lib/db";
import { type Definition, readDefinitions, writtenDefinitions } from "@/lib/evaluation/definition-queries";

/** What an organisation has to earn, and what of it is closed to a person. */
export type Earnable = Readonly<{
  definitions: readonly Definition[];
  /**
   * By achievement: those of which the person holds a badge, and those they will not be given. What somebody proposed and
   * another has not said yes to closes nothing: the person does not know of it.
   */
  closed: Readonly<Record<string, "held" | "refused">>;
  /** All active ones in display order; `byHand` of those that are given by hand alone. */
  active: readonly Readonly<{
    id: string;
    byHand: Readonly<{
      name: string;
      description: string;
      category: string;
      icon: string | null;
      isRepeatable: boolean;
    }> | null;
  }>[];
}>;

type Row = Omit<Earnable, "definitions"> & Readonly<{ definitions: string }>;

/** All of it in one question: a profile waits for the database less often. */
export async function earnable(tx: Tx, ctx: Ctx, userId: string, now: Date): Promise<Earnable> {
  const organization = sql`${ctx.organization.id}::uuid`;
  const query = sql<Row>`SELECT ${writtenDefinitions(organization)} AS definitions,
    (SELECT coalesce(jsonb_object_agg(c.id, c.closed), '{}') FROM (
      SELECT achievement_id AS id,
        CASE WHEN bool_or(status IN ('pending_approval', 'awarded')) THEN 'held' ELSE 'refused' END AS closed
      FROM earned_badges WHERE organization_id = ${organization} AND user_id = ${userId}::uuid
        AND (status = 'awarded' OR (status IN ('pending_approval', 'rejected') AND source <> 'manual')
          OR (status = 'revoked' AND revoked_by_user_id IS NOT NULL AND revocation_reason <> ${BATCH_UNDONE_REASON}::text))
        AND (status <> 'awarded' OR expires_at IS NULL OR expires_at > ${now}::timestamptz)
      GROUP BY achievement_id) c) AS closed,
    (SELECT coalesce(jsonb_agg(jsonb_build_object('id', a.id, 'byHand', CASE WHEN a.trigger_type = 'manual'
        THEN jsonb_build_object('name', a.name, 'description', a.description, 'category', a.category,
          'icon', a.badge_icon_url, 'isRepeatable', a.is_repeatable) END) ORDER BY a.sort_order, a.name, a.id), '[]')
      FROM achievements a WHERE a.organization_id = ${organization} AND a.status = 'active') AS active`;
  const [row] = await runQuery(tx, query.compile(compiler), { isKept: true });
  if (!row) throw new Error("A query of one row answered none");
  return { ...row, definitions: readDefinitions(ctx, row.definitions) };
}
