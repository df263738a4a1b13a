import { certificationsChanged } from "@/lib/certifications/changes-service";
import { type Dates, dateProblems, datesOn } from "@/lib/certifications/date-rules";
import type { Override } from "@/lib/certifications/life-schema";
import {
  changedMeanwhile,
  isAsSeen,
  type LockedCertification,
  lockCertification,
} from "@/lib/certifications/lock-service";
import { type CertificationStatus, standing } from "@/lib/certifications/rules";
import { personOf } from "@/lib/certifications/service";
import { orRefusal, type Refusals } from "@/lib/constraints";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { asPlatform, type Tx } from "@/lib/db";
import { AppError, type Message, msg } from "@/lib/errors";

const refusals: Refusals = {
  certifications_one_active: () =>
    new AppError("conflict", msg("form"), { state: msg("certificateLife.anotherIsValid") }),
};

/**
 * A global admin's migration override (seed 004 revoked_cert_cannot_be_reactivated): puts any certificate into any
 * state and on any dates, with a reason, past the rules that keep what is final final. Nothing else of it changes, and
 * what must be true of every certificate still is: one valid of a type and person, an end after the issue, the
 * number's year, a successor of what is superseded. Audited like every other change, with what was there before.
 *
 * `forbidden` for everybody but a signed-in global admin, `conflict` for their own certificate and where somebody else
 * has changed it since it was seen, `invalid` with the field otherwise.
 */
export async function overrideCertification(ctx: Ctx, input: Override): Promise<{ id: string }> {
  authorize(ctx, "certifications:override");
  requireModule(ctx, "certifications");
  const by = personOf(ctx);
  return asPlatform(async (tx, databaseNow) => {
    const now = ctx.asOf ?? databaseNow;
    const row = await lockCertification(tx, ctx, input.id);
    if (row.userId === by) throw new AppError("conflict", msg("certificateLife.ownOverride"));
    if (row.status !== input.seenStatus || !isAsSeen(row, input)) throw changedMeanwhile();
    const clock = { now, timeZone: ctx.organization.timeZone };
    const dates = datesOn(input, row, clock);
    const problems = {
      ...dateProblems(dates, row.certificateNumber, clock),
      ...stateProblem(input, dates, now),
      ...(input.confirmation.toUpperCase() === row.certificateNumber
        ? {}
        : { confirmation: msg("certificateLife.confirmationDiffers", { number: row.certificateNumber }) }),
    };
    if (Object.keys(problems).length > 0) throw new AppError("invalid", msg("form"), problems);
    const data = { ...dates, ...(await companions(tx, ctx, { row, dates, input, by, now })) };
    await writeOver(tx, ctx, row, data);
    await certificationsChanged(tx, ctx, "overridden", [
      {
        id: row.id,
        userId: row.userId,
        before: stateOf(row),
        after: { ...stateOf(data), reason: input.reason },
      },
    ]);
    return { id: row.id };
  }, ctx.organization.id);
}

/** The state and the end must tell the same: what is over has ended, and what is valid has not. */
function stateProblem({ state }: Override, { expiresAt }: Dates, now: Date): Record<string, Message> {
  if (state === "valid" && expiresAt && expiresAt <= now)
    return { expiresOn: msg("certificateLife.validNeedsEnd") };
  if (state === "expired" && !(expiresAt && expiresAt <= now))
    return { expiresOn: msg("certificateLife.expiredNeedsEnd") };
  return {};
}

type Asked = Readonly<{ row: LockedCertification; dates: Dates; input: Override; by: string; now: Date }>;
type Companions = Readonly<{
  status: CertificationStatus;
  revokedAt: Date | null;
  revokedByUserId: string | null;
  revocationReason: string | null;
  renewedById: string | null;
  expiryWarningSentAt: Date | null;
}>;

/** What comes with a state, and goes with it. */
async function companions(tx: Tx, ctx: Ctx, { row, dates, input, by, now }: Asked): Promise<Companions> {
  const { state, reason } = input;
  const isValidNow = state === "valid";
  const status = isValidNow
    ? standing({ status: "active", expiresAt: dates.expiresAt }, now, row.warningDays)
    : state;
  const isRevoked = status === "revoked";
  const successor = row.renewedById ?? (await laterOne(tx, ctx, row));
  if (status === "superseded" && !successor) {
    throw new AppError("invalid", msg("form"), { state: msg("certifications.successorNeeded") });
  }
  return {
    // The sweep warns those whose window is open.
    status: status === "expiring_soon" ? "active" : status,
    revokedAt: isRevoked ? now : null,
    revokedByUserId: isRevoked ? by : null,
    revocationReason: isRevoked ? reason : null,
    renewedById: isValidNow ? null : status === "superseded" ? successor : row.renewedById,
    expiryWarningSentAt: isValidNow ? null : row.expiryWarningSentAt,
  };
}

/** The next certificate of the same type that its holder was given. */
async function laterOne(tx: Tx, { organization }: Ctx, row: LockedCertification): Promise<string | null> {
  const { userId, certificationTypeId, issuedAt } = row;
  const later = await tx.certification.findFirst({
    where: { organizationId: organization.id, userId, certificationTypeId, issuedAt: { gt: issuedAt } },
    orderBy: [{ issuedAt: "asc" }, { id: "asc" }],
    select: { id: true },
  });
  return later?.id ?? null;
}

/** The one place that lifts the triggers' rules, for one statement. */
async function writeOver(tx: Tx, ctx: Ctx, { id }: LockedCertification, data: Dates & Companions) {
  const override = (value: string) =>
    tx.$executeRaw`SELECT set_config('app.migration_override', ${value}, true)`;
  await override("on");
  const where = { organizationId: ctx.organization.id, id };
  await orRefusal(tx.certification.updateMany({ where, data }), refusals);
  await override("");
}

const stateOf = ({
  status,
  issuedAt,
  expiresAt,
  renewedById,
}: Dates & Pick<Companions, "status" | "renewedById">) => ({
  status,
  issuedAt,
  expiresAt,
  renewedById,
});
