import { profileParts } from "@/lib/badge-page/profile-rules";
import type { NewProfileShare, ProfileAddress } from "@/lib/badge-page/share-schema";
import { hashOf, newToken } from "@/lib/badge-page/token";
import { orRefusal } from "@/lib/constraints";
import { actorUserId, authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";

const DAY_MS = 24 * 60 * 60 * 1000;

/** Only people have a profile. Throws `forbidden` for everybody else. */
function selfOf(ctx: Ctx): string {
  authorize(ctx, "profile:read");
  requireModule(ctx, "open_badges");
  const userId = actorUserId(ctx);
  if (!userId) throw new AppError("forbidden", msg("forbidden"));
  return userId;
}

const subjectOf = (id: string) => ({ type: "person", id }) as const;

async function lockOwn(tx: Tx, ctx: Ctx, userId: string) {
  const [member] = await tx.$queryRaw<{ profileSlug: string | null; profileCertificates: boolean }[]>`
    SELECT profile_slug AS "profileSlug", profile_certificates AS "profileCertificates" FROM memberships
    WHERE organization_id = ${ctx.organization.id}::uuid AND user_id = ${userId}::uuid FOR NO KEY UPDATE`;
  if (!member) throw notFound("person");
  return member;
}

/**
 * Gives the acting person's profile an address of this installation, or another one than it had, and says whether valid
 * certificates stand on it. Whether anybody sees it is `setProfileVisibility`. An address that somebody has is a `conflict`
 * at the field, and so is one that was somebody else's within a year. The former one leads nowhere from then on, and for a year
 * is nobody's but theirs to take again. Repeating it changes nothing.
 */
export async function setProfileAddress(ctx: Ctx, { slug, certificates }: ProfileAddress): Promise<void> {
  const userId = selfOf(ctx);
  const changed = inTenant(ctx, async (tx) => {
    const before = await lockOwn(tx, ctx, userId);
    if (before.profileSlug === slug && before.profileCertificates === certificates) return;
    const after = { profileSlug: slug, profileCertificates: certificates };
    await tx.membership.updateMany({ where: { organizationId: ctx.organization.id, userId }, data: after });
    // An address is part of a complete profile, for which there may be a badge.
    await requestEvaluation(tx, ctx, [userId], "membership");
    await record(tx, ctx, "person.updated", subjectOf(userId), { before, after });
  });
  const taken = () =>
    new AppError("conflict", msg("form"), { slug: msg("badgePage.slugTaken", { slug: `${slug}-2` }) });
  await orRefusal(changed, {
    memberships_profile_slug_unique: taken,
    memberships_profile_address_kept: taken,
  });
}

/**
 * A link by which the acting person shows their profile to whoever they give it to, also one that has no address. It shows
 * what they chose, never what they hid, and ends by itself after so many days of 24 hours. `token` is the secret of its
 * address, answered here and never again. `not_found` for somebody without a membership.
 */
export async function shareProfile(
  ctx: Ctx,
  { parts: chosen, days }: NewProfileShare,
): Promise<{ id: string; token: string }> {
  const userId = selfOf(ctx);
  const organizationId = ctx.organization.id;
  const token = newToken();
  const parts = profileParts.filter((part) => chosen.includes(part));
  return inTenant(ctx, async (tx, now) => {
    await lockOwn(tx, ctx, userId);
    const expiresAt = new Date(now.getTime() + Number(days) * DAY_MS);
    const { id } = await tx.profileShare.create({
      data: { organizationId, userId, tokenHash: hashOf(token), parts, expiresAt, createdAt: now },
      select: { id: true },
    });
    await record(tx, ctx, "profile.shared", subjectOf(userId), { after: { parts, expiresAt } });
    return { id, token };
  });
}

/** Ends one of the acting person's own links at once and for good; one that is over already stays so. Anybody else's: `not_found`. */
export async function withdrawProfileShare(ctx: Ctx, { id }: { id: string }): Promise<void> {
  const userId = selfOf(ctx);
  const where = { organizationId: ctx.organization.id, id, userId };
  await inTenant(ctx, async (tx, now) => {
    const { count } = await tx.profileShare.updateMany({
      where: { ...where, revokedAt: null },
      data: { revokedAt: now },
    });
    const share = await tx.profileShare.findFirst({ where, select: { parts: true } });
    if (!share) throw notFound("share");
    if (count === 0) return;
    await record(tx, ctx, "profile.share_withdrawn", subjectOf(userId), { before: { parts: share.parts } });
  });
}
