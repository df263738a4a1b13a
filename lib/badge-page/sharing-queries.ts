import { type ProfilePart, slugOf } from "@/lib/badge-page/profile-rules";
import { seenNow } from "@/lib/badge-page/rules";
import type { profileVisibilities } from "@/lib/badge-page/share-schema";
import { actorUserId, authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { notFound } from "@/lib/errors";

export type ProfileShare = Readonly<{
  id: string;
  parts: readonly ProfilePart[];
  createdAt: Date;
  expiresAt: Date;
  state: "active" | "expired" | "withdrawn";
}>;

export type OwnSharing = Readonly<{
  /** As it is now: everybody only where the module `open_badges` is on. */
  visibility: (typeof profileVisibilities)[number];
  /** The last part of the profile's address; null before one was chosen, for which `proposal` is made of the name. */
  slug: string | null;
  proposal: string;
  certificates: boolean;
  /** The newest fifty, also those that are over. */
  shares: readonly ProfileShare[];
}>;

/** How the acting person shows their profile, to colleagues and further. `not_found` for somebody without a membership. */
export async function getOwnSharing(ctx: Ctx): Promise<OwnSharing> {
  authorize(ctx, "profile:read");
  const userId = actorUserId(ctx);
  if (!userId) throw notFound("person");
  return inTenant(ctx, async (tx, now) => {
    const member = await tx.membership.findFirst({
      where: { organizationId: ctx.organization.id, userId },
      select: {
        displayName: true,
        profileVisibility: true,
        profileSlug: true,
        profileCertificates: true,
        profileShares: { orderBy: { createdAt: "desc" }, take: 50 },
      },
    });
    if (!member) throw notFound("person");
    return {
      visibility: seenNow(member.profileVisibility, ctx.modules),
      slug: member.profileSlug,
      proposal: slugOf(member.displayName),
      certificates: member.profileCertificates,
      shares: member.profileShares.map(({ id, parts, createdAt, expiresAt, revokedAt }) => ({
        id,
        parts: parts as ProfilePart[],
        createdAt,
        expiresAt,
        state: revokedAt ? "withdrawn" : expiresAt <= now ? "expired" : "active",
      })),
    };
  });
}
