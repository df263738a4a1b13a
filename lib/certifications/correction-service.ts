import { certificationsChanged } from "@/lib/certifications/changes-service";
import { areSame, type Dates, dateProblems, datesOn } from "@/lib/certifications/date-rules";
import type { Correction } from "@/lib/certifications/life-schema";
import {
  changedMeanwhile,
  isAsSeen,
  type LockedCertification,
  lockCertification,
} from "@/lib/certifications/lock-service";
import { isValid, standing } from "@/lib/certifications/rules";
import { orRefusal } from "@/lib/constraints";
import { actorUserId, authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, type Message, msg } from "@/lib/errors";

/**
 * Corrects the dates of a valid certificate, with a reason; both are in the audit log. Days are of the organisation's
 * calendar, and the last day counts whole. The number and its year stay. An end that moves out of the warning window
 * makes the certificate active again, and its holder is warned anew when that end comes near.
 *
 * `invalid` names the date that cannot be: in the future, in another year than the number's, an end before the issue
 * or before now, no end where the type has one. `conflict` for a certificate that is over, for one's own, and where
 * somebody else has changed the dates since they were seen. The same correction sent again changes nothing.
 */
export async function correctCertification(ctx: Ctx, input: Correction): Promise<{ id: string }> {
  authorize(ctx, "certifications:correct");
  requireModule(ctx, "certifications");
  return inTenant(ctx, async (tx, now) => {
    const row = await lockCertification(tx, ctx, input.id);
    requireCorrectable(ctx, row, now);
    const dates = datesOn(input, row, clock(ctx, now));
    if (!isAsSeen(row, input)) {
      if (areSame(dates, row)) return { id: row.id };
      throw changedMeanwhile();
    }
    const problems = {
      ...endProblem(dates, row, now),
      ...dateProblems(dates, row.certificateNumber, clock(ctx, now)),
    };
    if (Object.keys(problems).length > 0) throw new AppError("invalid", msg("form"), problems);
    if (areSame(dates, row)) throw new AppError("invalid", msg("certificateLife.nothingCorrected"));
    await write(tx, ctx, row, dates, input.reason, now);
    return { id: row.id };
  });
}

function requireCorrectable(ctx: Ctx, row: LockedCertification, now: Date): void {
  const state = standing(row, now, row.warningDays);
  if (!isValid(state))
    throw new AppError("conflict", msg("certificateLife.notCorrectable", { status: state }));
  if (row.userId === actorUserId(ctx)) throw new AppError("conflict", msg("certificateLife.ownDates"));
}

const clock = ({ organization }: Ctx, now: Date) => ({ now, timeZone: organization.timeZone });

/** An end that is over would leave nothing to correct a slip with; nor does a slip of the hand make one valid for life. */
function endProblem({ expiresAt }: Dates, row: LockedCertification, now: Date): Record<string, Message> {
  if (expiresAt && expiresAt <= now) return { expiresOn: msg("certificateLife.alreadyOver") };
  const losesEnd = !expiresAt && row.expiresAt && row.validityMonths;
  return losesEnd ? { expiresOn: msg("certificateLife.endNeeded") } : {};
}

async function write(
  tx: Tx,
  ctx: Ctx,
  row: LockedCertification,
  dates: Dates,
  reason: string,
  now: Date,
): Promise<void> {
  const isOutOfWindow = standing({ ...row, ...dates }, now, row.warningDays) === "active";
  const status = isOutOfWindow ? "active" : row.status;
  const warned = isOutOfWindow ? { expiryWarningSentAt: null } : {};
  const data = { ...dates, status, ...warned };
  const where = { organizationId: ctx.organization.id, id: row.id };
  await orRefusal(tx.certification.updateMany({ where, data }), {});
  const change = {
    id: row.id,
    userId: row.userId,
    before: { status: row.status, issuedAt: row.issuedAt, expiresAt: row.expiresAt },
    after: { status, ...dates, reason },
  };
  await certificationsChanged(tx, ctx, "corrected", [change]);
}
