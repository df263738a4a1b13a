import type { profileVisibilities } from "@/lib/badge-page/share-schema";
import { actorUserId, authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";

function selfOf(ctx: Ctx): string {
  authorize(ctx, "profile:read");
  const userId = actorUserId(ctx);
  if (!userId) throw new AppError("forbidden", msg("forbidden"));
  return userId;
}

/**
 * Shows one of the acting person's own badges where their profile is shown, or hides it: from colleagues and from its
 * page. What is proved by its file stays so. Repeating it changes nothing. Anybody else's badge: `not_found`.
 */
export async function setBadgeVisible(
  ctx: Ctx,
  { id, isVisible }: { id: string; isVisible: boolean },
): Promise<void> {
  const where = { organizationId: ctx.organization.id, id, userId: selfOf(ctx) };
  await inTenant(ctx, async (tx) => {
    const { count } = await tx.earnedBadge.updateMany({
      where: { ...where, isVisible: !isVisible },
      data: { isVisible },
    });
    if (count > 0) {
      await record(tx, ctx, isVisible ? "badge.shown" : "badge.hidden", { type: "badge", id });
      return;
    }
    if (!(await tx.earnedBadge.findFirst({ where, select: { id: true } }))) throw notFound("earnedBadge");
  });
}

type Visibility = (typeof profileVisibilities)[number];

/**
 * Who sees the acting person's profile in this organisation, and with it the pages of their badges: nobody, the
 * organisation's people, or everybody. Repeating it changes nothing. `not_found` for somebody without a membership, and for
 * everybody with the module `open_badges` off: to close it against colleagues needs no module.
 */
export async function setProfileVisibility(
  ctx: Ctx,
  { visibility }: { visibility: Visibility },
): Promise<void> {
  const where = { organizationId: ctx.organization.id, userId: selfOf(ctx) };
  if (visibility === "public") requireModule(ctx, "open_badges");
  await inTenant(ctx, async (tx) => {
    const member = await tx.membership.findFirst({
      where,
      select: { userId: true, profileVisibility: true },
    });
    if (!member) throw notFound("person");
    const before = { profileVisibility: member.profileVisibility };
    const { count } = await tx.membership.updateMany({
      where: { ...where, profileVisibility: { not: visibility } },
      data: { profileVisibility: visibility },
    });
    const after = { profileVisibility: visibility };
    if (count > 0) {
      await record(tx, ctx, "person.updated", { type: "person", id: member.userId }, { before, after });
    }
  });
}
