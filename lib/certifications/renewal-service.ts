import { createHash, randomUUID } from "node:crypto";
import { lastDayOf, renewedUntil } from "@/lib/certifications/calendar-rules";
import { certificationsChanged } from "@/lib/certifications/changes-service";
import type { Renewal } from "@/lib/certifications/life-schema";
import { type LockedCertification, lockCertification } from "@/lib/certifications/lock-service";
import { renewalObstacle } from "@/lib/certifications/renewal-rules";
import { isValid, standing } from "@/lib/certifications/rules";
import { personOf } from "@/lib/certifications/service";
import {
  expireLapsedOf,
  holdTypes,
  type Issued,
  writeCertifications,
} from "@/lib/certifications/write-service";
import { orRefusal, type Refusals } from "@/lib/constraints";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { isOfOurTimes } from "@/lib/validation";

const refusals: Refusals = {
  certifications_idempotency_key_unique: () => new AppError("conflict", msg("certifications.keyReused")),
  certifications_nobody_issues_to_themselves: () => refused("own"),
  certifications_issued_by_role: () => new AppError("forbidden", msg("certifications.issuerRole")),
};

const refused = (obstacle: string, number = "") =>
  new AppError("conflict", msg(`certificateLife.notRenewable.${obstacle}`, { number }));

/**
 * Renews a certificate: a new one with the next number, valid from now. It ends the type's months after the old end
 * while that is still to come, and after now where it has passed. A valid old one is superseded by it, an expired one
 * stays expired; both know their successor. One transaction with audit and the request to look at the holder's badges.
 *
 * One renewal, whoever asks and however often: the same key with the same input answers what it already gave, anybody
 * else gets a `conflict` that names the certificate there is. `conflict` with the reason for what is not renewable
 * (lib/certifications/renewal-rules.ts) and where the person holds another valid one; `unavailable` while issuing is paused.
 */
export async function renewCertification(ctx: Ctx, input: Renewal): Promise<Issued> {
  authorize(ctx, "certifications:issue");
  requireModule(ctx, "certifications");
  return inTenant(ctx, (tx, now) => renewOne(tx, ctx, now, input));
}

/** The same in the caller's transaction, who has authorised it. */
export async function renewOne(tx: Tx, ctx: Ctx, now: Date, input: Renewal): Promise<Issued> {
  const issuer = personOf(ctx);
  const old = await held(tx, ctx, now, input.id);
  const hash = createHash("sha256")
    .update(JSON.stringify(["renewal", input.id, input.notes ?? null]))
    .digest("hex");
  if (old.renewedById) return renewedBefore(tx, ctx, old.renewedById, { ...input, hash });
  const state = standing(old, now, old.warningDays);
  const obstacle = renewalObstacle({ ...old, standing: state, isRenewed: false }, issuer);
  if (obstacle) throw refused(obstacle);
  const expiresAt = renewedUntil(old.expiresAt, now, old.validityMonths, ctx.organization.timeZone);
  if (expiresAt && !isOfOurTimes(lastDayOf(expiresAt, ctx.organization.timeZone))) throw refused("tooFar");
  const { id: _, ...asked } = input;
  const row = {
    ...asked,
    id: randomUUID(),
    userId: old.userId,
    certificationTypeId: old.certificationTypeId,
    issuedAt: now,
    expiresAt,
    source: "manual",
    issuedByUserId: issuer,
    idempotencyHash: hash,
    renews: { id: old.id, certificateNumber: old.certificateNumber },
  } as const;
  // Who follows is written before it is there: never are two valid at once.
  await tx.$executeRaw`SET CONSTRAINTS certifications_renewed_by, certifications_successor_fits DEFERRED`;
  await succeed(tx, ctx, old, row.id);
  const [written] = await orRefusal(writeCertifications(tx, ctx, now, [row]), refusals);
  if (written?.outcome !== "issued") throw refused("holdsAnother", written?.certificateNumber);
  await tx.$executeRaw`SET CONSTRAINTS certifications_renewed_by, certifications_successor_fits IMMEDIATE`;
  await tellSuperseded(tx, ctx, old, written);
  return { id: written.id, certificateNumber: written.certificateNumber };
}

/** The certificate, held, and its type with it: nobody issues another or takes the type out of use meanwhile. */
async function held(tx: Tx, ctx: Ctx, now: Date, id: string) {
  const organizationId = ctx.organization.id;
  const slot = await tx.certification.findFirst({
    where: { organizationId, id },
    select: { userId: true, certificationTypeId: true },
  });
  if (!slot) throw notFound("certification");
  await holdTypes(tx, ctx, [slot.certificationTypeId]);
  await expireLapsedOf(tx, ctx, now, [slot]);
  const row = await lockCertification(tx, ctx, id);
  const type = await tx.certificationType.findFirstOrThrow({
    where: { organizationId, id: row.certificationTypeId },
    select: { isActive: true },
  });
  return { ...row, isTypeActive: type.isActive };
}

type Asked = Readonly<{ idempotencyKey: string; hash: string }>;

async function renewedBefore(tx: Tx, ctx: Ctx, id: string, { idempotencyKey, hash }: Asked): Promise<Issued> {
  const successor = await tx.certification.findFirstOrThrow({
    where: { organizationId: ctx.organization.id, id },
    select: { id: true, certificateNumber: true, idempotencyKey: true, idempotencyHash: true },
  });
  const { certificateNumber } = successor;
  if (successor.idempotencyKey !== idempotencyKey) throw refused("renewed", certificateNumber);
  if (successor.idempotencyHash !== hash) throw new AppError("conflict", msg("certifications.keyReused"));
  return { id: successor.id, certificateNumber };
}

async function succeed(tx: Tx, ctx: Ctx, old: LockedCertification, renewedById: string): Promise<void> {
  const where = { organizationId: ctx.organization.id, id: old.id };
  const data = isValid(old.status) ? { status: "superseded" as const, renewedById } : { renewedById };
  await tx.certification.updateMany({ where, data });
}

async function tellSuperseded(tx: Tx, ctx: Ctx, old: LockedCertification, successor: Issued): Promise<void> {
  if (!isValid(old.status)) return;
  const after = { status: "superseded", renewedById: successor.id, renewedBy: successor.certificateNumber };
  const change = { id: old.id, userId: old.userId, before: { status: old.status }, after };
  await certificationsChanged(tx, ctx, "superseded", [change]);
}
