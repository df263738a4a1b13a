import { orRefusal, type Refusals, violatedConstraint } from "@/lib/constraints";
import { actorUserId, authorize, type Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { type About, aboutOwn } from "@/lib/mistakes/about-queries";
import { MOST_OPEN } from "@/lib/mistakes/rules";
import type { MistakeReport } from "@/lib/mistakes/schema";
import { notify } from "@/lib/notifications/notify-service";
import { holdMember } from "@/lib/people/hold-service";
import { staffBut } from "@/lib/people/staff-queries";

const REFUSALS: Refusals = {
  mistake_reports_of_ones_own: () => notFound("page"),
  mistake_reports_reporter: () => new AppError("forbidden", msg("forbidden")),
};

/**
 * Says that something of one's own is wrong, or that something is missing; those who look after others are told. The
 * same key answers the report it made already. `not_found` for what is unknown, foreign or another's; `rate_limited`
 * where ten of one's own wait for an answer.
 */
export async function reportMistake(ctx: Ctx, input: MistakeReport): Promise<{ id: string }> {
  authorize(ctx, "mistakes:report");
  const reporter = actorUserId(ctx);
  if (!reporter) throw new AppError("forbidden", msg("forbidden"));
  try {
    return await orRefusal(
      inTenant(ctx, (tx) => write(tx, ctx, reporter, input)),
      REFUSALS,
    );
  } catch (error) {
    if (violatedConstraint(error) !== "mistake_reports_once") throw error;
    return await inTenant(ctx, (tx) => earlier(tx, ctx, reporter, input.idempotencyKey));
  }
}

async function write(tx: Tx, ctx: Ctx, reporter: string, input: MistakeReport): Promise<{ id: string }> {
  const name = await holdMember(tx, ctx, reporter);
  const about = await aboutOwn(tx, ctx, reporter, input);
  if (!about) throw notFound("page");
  const { subject, id: subjectId, text, idempotencyKey } = input;
  const own = { organizationId: ctx.organization.id, reporterUserId: reporter };
  const isKnown = (await tx.mistakeReport.count({ where: { ...own, idempotencyKey } })) > 0;
  if (!isKnown && (await tx.mistakeReport.count({ where: { ...own, status: "open" } })) >= MOST_OPEN)
    throw new AppError("rate_limited", msg("mistakes.tooManyOpen", { most: MOST_OPEN }));
  const { id } = await tx.mistakeReport.create({
    data: {
      ...own,
      subject,
      earnedBadgeId: subject === "badge" ? (subjectId ?? null) : null,
      certificationId: subject === "certificate" ? (subjectId ?? null) : null,
      activityId: subject === "activity" ? (subjectId ?? null) : null,
      text,
      idempotencyKey,
    },
    select: { id: true },
  });
  // Not the words: the log cannot forget them, and they are the person's own.
  await record(
    tx,
    ctx,
    "mistake.reported",
    { type: "mistake", id },
    { after: { subject, about: about.aboutId } },
  );
  await tellStaff(tx, ctx, { id, reporter, person: name, about });
  return { id };
}

type News = Readonly<{ id: string; reporter: string; person: string; about: About }>;

async function tellStaff(tx: Tx, ctx: Ctx, { id, reporter, person, about }: News): Promise<void> {
  const staff = await staffBut(tx, ctx, reporter);
  await notify(
    tx,
    ctx,
    staff.map((userId) => ({
      userId,
      kind: "mistake_reported",
      key: `mistake.reported:${id}`,
      subject: { type: "mistake", id },
      values: { person, about: about.name ?? "" },
    })),
  );
}

async function earlier(tx: Tx, { organization }: Ctx, reporterUserId: string, idempotencyKey: string) {
  const where = { organizationId: organization.id, reporterUserId, idempotencyKey };
  return await tx.mistakeReport.findFirstOrThrow({ where, select: { id: true } });
}
