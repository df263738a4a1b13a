import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";

/** True while the stop switch is on, for this organisation or for the whole installation: nothing is issued then. */
export async function isIssuingPaused(tx: Tx, ctx: Ctx): Promise<boolean> {
  const [row] = await tx.$queryRaw<[{ paused: boolean }]>`
    SELECT EXISTS (SELECT FROM organizations WHERE id = ${ctx.organization.id}::uuid AND issuing_paused_at IS NOT NULL)
      OR EXISTS (SELECT FROM installation WHERE issuing_paused_at IS NOT NULL) AS paused`;
  return row.paused;
}
