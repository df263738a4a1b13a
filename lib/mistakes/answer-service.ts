import { actorUserId, authorize, type Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { aboutColumns, aboutJoins } from "@/lib/mistakes/about-queries";
import type { MistakeAnswer } from "@/lib/mistakes/schema";
import { notify } from "@/lib/notifications/notify-service";
import { actingMember } from "@/lib/people/staff-queries";

/**
 * Answers a report once and for good, in words its reporter is told. Unknown and foreign ones are `not_found`; one's own
 * is `forbidden`, as another has to look at it; one that was answered already is a `conflict`.
 */
export async function answerMistake(ctx: Ctx, { id, outcome, answer }: MistakeAnswer): Promise<void> {
  authorize(ctx, "mistakes:answer");
  await inTenant(ctx, async (tx, now) => {
    const report = await locked(tx, ctx, id);
    if (report.reporterUserId === actorUserId(ctx))
      throw new AppError("forbidden", msg("mistakes.ownReport"));
    if (report.status !== "open") throw new AppError("conflict", msg("mistakes.answered"));
    await tx.mistakeReport.updateMany({
      where: { organizationId: ctx.organization.id, id },
      data: { status: outcome, answer, answeredAt: now, answeredByUserId: await actingMember(tx, ctx) },
    });
    await record(tx, ctx, `mistake.${outcome}`, { type: "mistake", id });
    await notify(tx, ctx, [
      {
        userId: report.reporterUserId,
        kind: "mistake_answered",
        key: `mistake.answered:${id}`,
        subject: { type: "mistake", id },
        values: { about: report.name ?? "", outcome, answer },
      },
    ]);
  });
}

type Locked = { reporterUserId: string; status: string; name: string | null };

async function locked(tx: Tx, { organization }: Ctx, id: string): Promise<Locked> {
  const [found] = await tx.$queryRaw<Locked[]>`
    SELECT r.reporter_user_id AS "reporterUserId", r.status::text AS status, ${aboutColumns} FROM mistake_reports r ${aboutJoins}
    WHERE r.organization_id = ${organization.id}::uuid AND r.id = ${id}::uuid FOR UPDATE OF r`;
  if (!found) throw notFound("mistake");
  return found;
}
