import { hashOf, newToken } from "@/lib/badge-page/token";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { fileLetter } from "@/lib/endorsements/letter-service";
import type { EndorsementInvitation } from "@/lib/endorsements/schema";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { actingMember } from "@/lib/people/staff-queries";

const DAYS = 30;
const DAY_MS = 24 * 60 * 60 * 1000;

/** What may be endorsed is looked after by those who may edit it. */
const authorizeFor = (ctx: Ctx, achievementId: string | null | undefined) =>
  authorize(ctx, achievementId ? "achievements:write" : "issuer:write");

export type NewInvitation = Readonly<{
  id: string;
  /** The secret of its address, answered here and never again. */
  token: string;
}>;

/**
 * Invites somebody outside to endorse, for thirty days of 24 hours; the letter goes out soon after the commit. An unknown and a foreign achievement are `not_found`;
 * one that was never published is a `conflict`, as there is nothing to read.
 */
export async function inviteEndorser(ctx: Ctx, invitation: EndorsementInvitation): Promise<NewInvitation> {
  const { achievementId, email, request } = invitation;
  authorizeFor(ctx, achievementId);
  requireModule(ctx, "open_badges");
  const token = newToken();
  return inTenant(ctx, async (tx, now) => {
    if (achievementId) await requirePublished(tx, ctx, achievementId);
    const expiresAt = new Date(now.getTime() + DAYS * DAY_MS);
    const { id } = await tx.achievementEndorsement.create({
      data: {
        organizationId: ctx.organization.id,
        achievementId: achievementId ?? null,
        endorserEmail: email,
        request: request ?? null,
        tokenHash: hashOf(token),
        expiresAt,
        createdAt: now,
        invitedByUserId: await actingMember(tx, ctx),
      },
      select: { id: true },
    });
    await record(
      tx,
      ctx,
      "endorsement.invited",
      { type: "endorsement", id },
      { after: { achievementId, email } },
    );
    await fileLetter(tx, ctx, { id, token });
    return { id, token };
  });
}

async function requirePublished(tx: Tx, { organization }: Ctx, id: string): Promise<void> {
  const found = await tx.achievement.findFirst({
    where: { organizationId: organization.id, id },
    select: { id: true },
  });
  if (!found) throw notFound("achievement");
  const where = { organizationId: organization.id, achievementId: id };
  if ((await tx.achievementVersion.count({ where })) === 0)
    throw new AppError("conflict", msg("endorsements.notPublished"));
}

/**
 * Takes an endorsement back, or an invitation that was not answered, at once and for good: pages and documents are
 * without it, and its signature cannot be verified any more. What was withdrawn or declined already stays so.
 */
export async function withdrawEndorsement(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorize(ctx, "achievements:write");
  const where = { organizationId: ctx.organization.id, id };
  await inTenant(ctx, async (tx, now) => {
    const found = await tx.achievementEndorsement.findFirst({ where, select: { achievementId: true } });
    if (!found) throw notFound("endorsement");
    authorizeFor(ctx, found.achievementId);
    const { count } = await tx.achievementEndorsement.updateMany({
      where: { ...where, status: { in: ["invited", "given"] } },
      data: { status: "withdrawn", withdrawnAt: now },
    });
    if (count > 0) await record(tx, ctx, "endorsement.withdrawn", { type: "endorsement", id }, {});
  });
}
