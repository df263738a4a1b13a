import { type Awarded, onceByHand } from "@/lib/badges/by-hand-service";
import type { Nomination } from "@/lib/badges/nomination-schema";
import { mayNominate } from "@/lib/badges/nominee-queries";
import { authorize, type Ctx, may, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";

/**
 * Proposes somebody for an achievement: it waits until another says yes or no (lib/badges/approval-service). For
 * coordinators, and for peer mentors where the organisation lets them propose colleagues whom they can see. One
 * proposal of a key, as with awards; a peer mentor is not told who holds or proposed what. Throws `forbidden` for
 * oneself and for those who may not.
 */
export async function nominate(ctx: Ctx, input: Nomination): Promise<Awarded> {
  authorize(ctx, "badges:nominate");
  if (!(await mayNominate(ctx))) throw new AppError("forbidden", msg("forbidden"));
  requireModule(ctx, "achievements_gamification");
  if (!may(ctx, "badges:award")) await requireVisible(ctx, input.userId);
  return onceByHand(ctx, { input, as: "nomination" });
}

/** A colleague who keeps their profile private is unknown to peers here as everywhere. */
async function requireVisible(ctx: Ctx, userId: string): Promise<void> {
  const where = {
    organizationId: ctx.organization.id,
    userId,
    status: "active",
    profileVisibility: { not: "private" },
  } as const;
  const found = await inTenant(ctx, (tx) => tx.membership.findFirst({ where, select: { id: true } }));
  if (!found) throw notFound("person");
}
