import { sql } from "kysely";
import type { Ctx } from "@/lib/context";
import { compiler } from "@/lib/criteria/sql/compiler";
import { ofPeople, type People, type Sql } from "@/lib/criteria/sql/people";
import { runQuery, type Tx } from "@/lib/db";
import { enqueue } from "@/lib/jobs/queue";
import { REACHED, REACHED_NOTICES } from "@/lib/tiers/reached-notices";

type Asked = Readonly<{
  people: People;
  periodKey: string;
  /** People hear of the tier that was made for them in this transaction and counts now. */
  isTold?: boolean;
}>;

type Settled = Readonly<{
  promoted: number;
  /** Of those, the ones that were made in this transaction. */
  promotedNew: number;
  demoted: number;
}>;

/**
 * Of the tiers these people hold in a period, the highest in use is `assigned`, and the others `superseded` by it
 * (or by nothing, where none is in use any more). It looks at what stands, not at facts, so a ladder that changed is
 * settled by it alone. First down and then up, because only one may count (tier_assignments_one_assigned).
 */
export async function settleTiers(
  tx: Tx,
  ctx: Ctx,
  { people, periodKey, isTold = false }: Asked,
): Promise<Settled> {
  const { highest, standing, isDue } = settling({
    organization: sql`${ctx.organization.id}::uuid`,
    people,
    periodKey,
  });
  const look = sql<{ due: boolean }>`WITH highest AS MATERIALIZED (${highest}) SELECT ${isDue} AS due`;
  const [found] = await runQuery(tx, look.compile(compiler));
  if (!found?.due) return { promoted: 0, promotedNew: 0, demoted: 0 };
  const update = (change: ReturnType<typeof sql>, where: ReturnType<typeof sql>) =>
    runQuery(
      tx,
      sql<object>`WITH highest AS MATERIALIZED (${highest})
        UPDATE tier_assignments a SET ${change} FROM (${standing}) n
        WHERE a.organization_id = ${ctx.organization.id}::uuid AND a.id = n.id AND ${where}
        RETURNING a.id`.compile(compiler),
    );
  const demoted = await update(
    sql`status = 'superseded', superseded_by_id = n.top`,
    sql`a.status = 'assigned' AND a.id IS DISTINCT FROM n.top`,
  );
  const [promoted] = await runQuery(tx, promote(ctx, { highest, standing, isTold }).compile(compiler));
  await update(
    sql`superseded_by_id = n.top`,
    sql`a.status = 'superseded' AND a.superseded_by_id IS DISTINCT FROM n.top`,
  );
  const { made = 0, again = 0, told = 0 } = promoted ?? {};
  if (told > 0) await enqueue(tx, "notifications.deliver", { organizationId: ctx.organization.id });
  return { promoted: made + again, promotedNew: made, demoted: demoted.length };
}

type Promotion = Readonly<{ highest: Sql; standing: Sql; isTold: boolean }>;

/** Lets the highest count; `made` are those of this transaction, `again` those that stood before. */
const promote = (ctx: Ctx, { highest, standing, isTold }: Promotion) =>
  sql<{ made: number; again: number; told: number }>`WITH highest AS MATERIALIZED (${highest}),
    promoted AS (
      UPDATE tier_assignments a SET status = 'assigned', superseded_by_id = NULL FROM (${standing}) n
      WHERE a.organization_id = ${ctx.organization.id}::uuid AND a.id = n.id AND a.status <> 'assigned' AND a.id = n.top
      RETURNING a.id, a.tier_id, a.user_id, a.period_key, a.created_at = now() AS is_new
    ), ${sql.raw(REACHED)} AS (SELECT p.* FROM promoted p WHERE p.is_new AND ${sql.lit(isTold)}
    ), told AS (${sql.raw(REACHED_NOTICES)} RETURNING 1)
    SELECT count(*) FILTER (WHERE p.is_new)::int AS made, count(*) FILTER (WHERE NOT p.is_new)::int AS again,
      (SELECT count(*)::int FROM told) AS told FROM promoted p`;

type Standing = Readonly<{ organization: Sql; people: People; periodKey: string }>;

/**
 * The highest tier in use that each of these people has (to be a table `highest`), what they have beside it, and
 * whether something of that is not as it should be.
 */
export function settling({
  organization,
  people,
  periodKey,
}: Standing): Record<"highest" | "standing" | "isDue", Sql> {
  const mine = (alias: string) => {
    const column = (name: string) => sql.raw(`${alias}.${name}`);
    return sql`${column("organization_id")} = ${organization} AND ${column("period_key")} = ${periodKey}
      AND ${column("status")} <> 'revoked'${ofPeople(people, column("user_id"))}`;
  };
  const highest = sql`SELECT DISTINCT ON (s.user_id) s.user_id, s.id FROM tier_assignments s
    JOIN recognition_tiers t ON t.organization_id = s.organization_id AND t.id = s.tier_id AND t.is_active
    WHERE ${mine("s")} ORDER BY s.user_id, t.display_order DESC`;
  const standing = sql`SELECT s.id, s.status, s.superseded_by_id, h.id AS top FROM tier_assignments s
    LEFT JOIN highest h ON h.user_id = s.user_id WHERE ${mine("s")}`;
  const isDue = sql`EXISTS (SELECT FROM (${standing}) n WHERE (n.status = 'assigned') <> (n.id IS NOT DISTINCT FROM n.top)
    OR (n.status = 'superseded' AND n.superseded_by_id IS DISTINCT FROM n.top))`;
  return { highest, standing, isDue };
}
