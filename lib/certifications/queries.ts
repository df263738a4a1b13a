import type * as z from "zod";
import { type CertificationSource, type CertificationStatus, standing } from "@/lib/certifications/rules";
import type { certificationId } from "@/lib/certifications/schema";
import { actorUserId, authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { Prisma } from "@/lib/generated/prisma/client";

export type HeldCertification = Readonly<{
  id: string;
  certificateNumber: string;
  type: string;
  description: string;
  /** As it stands now. */
  standing: CertificationStatus;
  issuedAt: Date;
  /** Null: valid for life. */
  expiresAt: Date | null;
  revokedAt: Date | null;
  /** Told to the holder and to the administration, to nobody else. */
  revocationReason: string | null;
}>;

export type CertificationView = HeldCertification &
  Readonly<{
    userId: string;
    person: string;
    typeId: string;
    source: CertificationSource;
    /** Name of who issued it; null for the system and for people the organisation does not know. */
    issuedBy: string | null;
    revokedBy: string | null;
    expiryWarningSentAt: Date | null;
    renewedBy: Readonly<{ id: string; certificateNumber: string }> | null;
    notes: string | null;
    createdAt: Date;
  }>;

const held = {
  id: true,
  certificateNumber: true,
  status: true,
  issuedAt: true,
  expiresAt: true,
  revokedAt: true,
  revocationReason: true,
  certificationType: { select: { name: true, description: true, warningDays: true } },
} as const satisfies Prisma.CertificationSelect;

function heldView(
  { organization }: Ctx,
  row: Prisma.CertificationGetPayload<{ select: typeof held }>,
  now: Date,
): HeldCertification {
  const { status, certificationType: type, ...rest } = row;
  return {
    ...rest,
    type: type.name,
    description: type.description,
    standing: standing(
      { status, expiresAt: row.expiresAt },
      now,
      type.warningDays ?? organization.expiryWarningDays,
    ),
  };
}

/**
 * What one person holds and has held, newest first: for their profile and their page. Nothing of the administration's
 * own notes; why one was revoked is told to the holder only. Whether the asker may see this person's page is the page's question.
 */
export async function listCertificationsOf(ctx: Ctx, userId: string): Promise<HeldCertification[]> {
  authorize(ctx, "profile:read");
  requireModule(ctx, "certifications");
  return inTenant(ctx, async (tx, now) => {
    const rows = await tx.certification.findMany({
      where: { organizationId: ctx.organization.id, userId },
      select: held,
      orderBy: [{ issuedAt: "desc" }, { id: "asc" }],
    });
    const isHolder = actorUserId(ctx) === userId;
    return rows.map((row) => {
      const view = heldView(ctx, row, now);
      return isHolder ? view : { ...view, revocationReason: null };
    });
  });
}

/** One certificate with everything the administration knows; unknown and foreign ids look the same. */
export async function getCertification(
  ctx: Ctx,
  { id }: z.output<typeof certificationId>,
): Promise<CertificationView> {
  authorize(ctx, "certifications:read");
  requireModule(ctx, "certifications");
  return inTenant(ctx, async (tx, now) => {
    const row = await tx.certification.findFirst({
      where: { organizationId: ctx.organization.id, id },
      select: {
        ...held,
        userId: true,
        certificationTypeId: true,
        source: true,
        issuedByUserId: true,
        revokedByUserId: true,
        expiryWarningSentAt: true,
        notes: true,
        createdAt: true,
        member: { select: { displayName: true } },
        renewedBy: { select: { id: true, certificateNumber: true } },
      },
    });
    if (!row) throw notFound("certification");
    const { member, certificationTypeId, issuedByUserId, revokedByUserId, certificationType, ...rest } = row;
    const names = await namesOf(tx, ctx, [issuedByUserId, revokedByUserId]);
    return {
      ...rest,
      ...heldView(ctx, row, now),
      typeId: certificationTypeId,
      person: member.displayName,
      issuedBy: names.get(issuedByUserId) ?? null,
      revokedBy: names.get(revokedByUserId) ?? null,
    };
  });
}

async function namesOf(tx: Tx, { organization }: Ctx, userIds: readonly (string | null)[]) {
  const known = userIds.filter((id) => id !== null);
  const rows = await tx.membership.findMany({
    where: { organizationId: organization.id, userId: { in: known } },
    select: { userId: true, displayName: true },
  });
  return new Map<string | null, string>(rows.map((row) => [row.userId, row.displayName]));
}
