import { createHash } from "node:crypto";
import { expiryOf, issueMoment } from "@/lib/certifications/calendar-rules";
import { certificationsChanged } from "@/lib/certifications/changes-service";
import { issuableType } from "@/lib/certifications/issuable-service";
import { type CertificationStatus, canBecome } from "@/lib/certifications/rules";
import type { Issue, Revocation } from "@/lib/certifications/schema";
import { type Issued, writeCertifications } from "@/lib/certifications/write-service";
import { orRefusal, type Refusals, violatedConstraint } from "@/lib/constraints";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";

const atField = (field: string, key: string, values?: Record<string, string | number>) =>
  new AppError("conflict", msg("form"), { [field]: msg(key, values) });

const issueRefusals: Refusals = {
  certifications_one_active: () => atField("certificationTypeId", "certifications.oneActive"),
  certifications_nobody_issues_to_themselves: () => atField("userId", "certifications.notToYourself"),
  certifications_issued_by_role: () => new AppError("forbidden", msg("certifications.issuerRole")),
  certifications_holder: () => new AppError("invalid", msg("form"), { userId: msg("notFound.person") }),
};

/** Only a person issues, renews, revokes and overrides by hand; the record says who. */
export function personOf(ctx: Ctx): string {
  if (ctx.actor.kind === "user") return ctx.actor.userId;
  throw new AppError("forbidden", msg("forbidden"));
}

/** Of everything that was asked, in a fixed order; the key itself is not part of what it stands for. */
function hashOf({ idempotencyKey: _, ...body }: Issue): string {
  const entries = Object.entries(body).filter(([, value]) => value !== undefined);
  return createHash("sha256").update(JSON.stringify(entries.sort())).digest("hex");
}

/** What an earlier call with this key gave; `conflict` when that call asked for something else. */
async function issuedBefore(tx: Tx, ctx: Ctx, key: string, hash: string): Promise<Issued | null> {
  const found = await tx.certification.findFirst({
    where: { organizationId: ctx.organization.id, idempotencyKey: key },
    select: { id: true, certificateNumber: true, idempotencyHash: true },
  });
  if (!found) return null;
  if (found.idempotencyHash !== hash) throw new AppError("conflict", msg("certifications.keyReused"));
  return { id: found.id, certificateNumber: found.certificateNumber };
}

/**
 * Issues a certificate: number, dates, request to look at the holder's badges and audit entry in one transaction
 * (seed 004 badge_trigger_on_issuance). A certificate of the same kind that has lapsed is expired first.
 *
 * One certificate, whoever asks and however often: the same key with the same input answers what it already gave,
 * with other input it is a `conflict`; so is a second valid certificate of a kind (one_active_cert_per_user_per_type).
 * `invalid` for a day in the future and one so long ago that the certificate would be over already, `unavailable`
 * while issuing is paused, `not_found` for types of other organisations.
 */
export async function issueCertification(ctx: Ctx, input: Issue): Promise<Issued> {
  authorize(ctx, "certifications:issue");
  requireModule(ctx, "certifications");
  const issuer = personOf(ctx);
  const hash = hashOf(input);
  try {
    return await inTenant(ctx, async (tx, now) => {
      const before = await issuedBefore(tx, ctx, input.idempotencyKey, hash);
      return before ?? (await insertCertification(tx, ctx, { ...input, issuer, hash }, now));
    });
  } catch (error) {
    // Two with one key at once: the other one was first, and its certificate is the answer.
    if (violatedConstraint(error) !== "certifications_idempotency_key_unique") throw error;
    const before = await inTenant(ctx, (tx) => issuedBefore(tx, ctx, input.idempotencyKey, hash));
    if (before) return before;
    throw error;
  }
}

type Asked = Issue & Readonly<{ issuer: string; hash: string }>;

async function insertCertification(tx: Tx, ctx: Ctx, input: Asked, now: Date): Promise<Issued> {
  const { timeZone } = ctx.organization;
  const type = await issuableType(tx, ctx, input.certificationTypeId);
  const issuedAt = issueTime(input.issuedOn, now, timeZone);
  const expiresAt = expiryOf(issuedAt, type.validityMonths, timeZone);
  if (expiresAt && expiresAt <= now) {
    throw new AppError("invalid", msg("form"), { issuedOn: msg("certifications.wouldBeExpired") });
  }
  const row = {
    userId: input.userId,
    certificationTypeId: type.id,
    issuedAt,
    expiresAt,
    source: "manual",
    issuedByUserId: input.issuer,
    notes: input.notes,
    idempotencyKey: input.idempotencyKey,
    idempotencyHash: input.hash,
  } as const;
  const [written] = await orRefusal(writeCertifications(tx, ctx, now, [row]), issueRefusals);
  if (!written) throw notFound("certification");
  const { outcome, id, certificateNumber } = written;
  if (outcome === "issued") return { id, certificateNumber };
  // Whoever waited for the type may have waited for the same request, sent twice.
  const before = await issuedBefore(tx, ctx, input.idempotencyKey, input.hash);
  if (before) return before;
  throw atField("certificationTypeId", "certifications.alreadyHolds", { number: certificateNumber, id });
}

function issueTime(issuedOn: string | undefined, now: Date, timeZone: string): Date {
  const moment = issuedOn === undefined ? now : issueMoment(issuedOn, now, timeZone);
  if (moment) return moment;
  throw new AppError("invalid", msg("form"), { issuedOn: msg("certifications.inTheFuture") });
}

type Locked = { userId: string; status: CertificationStatus; reason: string | null; revoker: string | null };

/**
 * Takes a certificate back, for good and with a reason (seed 004 revocation_requires_reason,
 * revoked_cert_cannot_be_reactivated). Said twice by the same person it happened once; anybody else's second
 * revocation is a `conflict`.
 */
export async function revokeCertification(ctx: Ctx, { id, reason }: Revocation): Promise<{ id: string }> {
  authorize(ctx, "certifications:revoke");
  requireModule(ctx, "certifications");
  const revoker = personOf(ctx);
  return inTenant(ctx, async (tx, now) => {
    const organizationId = ctx.organization.id;
    const [row] = await tx.$queryRaw<Locked[]>`
      SELECT user_id AS "userId", status::text AS status, revocation_reason AS reason, revoked_by_user_id AS revoker FROM certifications
      WHERE organization_id = ${organizationId}::uuid AND id = ${id}::uuid FOR UPDATE`;
    if (!row) throw notFound("certification");
    if (row.status === "revoked" && row.revoker === revoker && row.reason === reason) return { id };
    if (!canBecome(row.status, "revoked")) {
      throw new AppError("conflict", msg("certifications.notRevocable", { status: row.status }));
    }
    const data = {
      status: "revoked" as const,
      revokedAt: now,
      revokedByUserId: revoker,
      revocationReason: reason,
    };
    await orRefusal(tx.certification.updateMany({ where: { organizationId, id }, data }), {
      certifications_revoked_by_role: () => new AppError("forbidden", msg("certifications.issuerRole")),
    });
    const change = {
      id,
      userId: row.userId,
      before: { status: row.status },
      after: { status: "revoked", reason },
    };
    await certificationsChanged(tx, ctx, "revoked", [change]);
    return { id };
  });
}
