import { sql } from "kysely";
import type { Ctx } from "@/lib/context";
import { compiler } from "@/lib/criteria/sql/compiler";
import type { Sql } from "@/lib/criteria/sql/people";
import { runQuery, type Tx } from "@/lib/db";

/** Whether the stop switch is on, for this organisation or for the whole installation, as an expression. */
export const issuingPaused = (organization: Sql): Sql =>
  sql`(EXISTS (SELECT FROM organizations WHERE id = ${organization} AND issuing_paused_at IS NOT NULL)
      OR EXISTS (SELECT FROM installation WHERE issuing_paused_at IS NOT NULL))`;

/** True while the stop switch is on: nothing is issued then. */
export async function isIssuingPaused(tx: Tx, ctx: Ctx): Promise<boolean> {
  const paused = issuingPaused(sql`${ctx.organization.id}::uuid`);
  const [row] = await runQuery(tx, sql<{ paused: boolean }>`SELECT ${paused} AS paused`.compile(compiler));
  return row?.paused ?? false;
}
