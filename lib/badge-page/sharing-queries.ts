import type { profileVisibilities } from "@/lib/badge-page/share-schema";
import { actorUserId, authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { notFound } from "@/lib/errors";

export type OwnSharing = Readonly<{ visibility: (typeof profileVisibilities)[number] }>;

/** How the acting person shows their profile. `not_found` for somebody without a membership. */
export async function getOwnSharing(ctx: Ctx): Promise<OwnSharing> {
  authorize(ctx, "profile:read");
  requireModule(ctx, "open_badges");
  const userId = actorUserId(ctx);
  if (!userId) throw notFound("person");
  return inTenant(ctx, async (tx) => {
    const member = await tx.membership.findFirst({
      where: { organizationId: ctx.organization.id, userId },
      select: { profileVisibility: true },
    });
    if (!member) throw notFound("person");
    return { visibility: member.profileVisibility };
  });
}
