import { isFlagged } from "@/lib/badges/matching-queries";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";

/** How many badges wait for somebody to decide whether they stand. */
export async function countFlagged(ctx: Ctx): Promise<number> {
  authorize(ctx, "badges:read");
  requireModule(ctx, "achievements_gamification");
  const [row] = await inTenant(
    ctx,
    (tx, now) => tx.$queryRaw<[{ count: number }]>`
      SELECT count(*)::int AS count FROM earned_badges f WHERE f.organization_id = ${ctx.organization.id}::uuid AND ${isFlagged(now)}`,
  );
  return row.count;
}
