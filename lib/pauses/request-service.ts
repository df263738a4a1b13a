import { orRefusal, type Refusals, violatedConstraint } from "@/lib/constraints";
import { actorUserId, authorize, type Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { notify } from "@/lib/notifications/notify-service";
import { dateOf, requireNear, requireNoOverlap } from "@/lib/pauses/day-queries";
import { MOST_WAITING } from "@/lib/pauses/rules";
import type { PauseRequest } from "@/lib/pauses/schema";
import { holdMember } from "@/lib/people/hold-service";
import { staffBut } from "@/lib/people/staff-queries";

const REFUSALS: Refusals = {
  streak_pauses_person: () => new AppError("forbidden", msg("forbidden")),
};

/**
 * Asks for a pause of one's own; those who look after others are told, and one of them answers. The same key answers the
 * pause it made already. `invalid` for days more than a year away, `conflict` where an approved pause has some of them
 * already, `rate_limited` where five of one's own wait.
 */
export async function askForPause(ctx: Ctx, input: PauseRequest): Promise<{ id: string }> {
  authorize(ctx, "pauses:ask");
  const userId = actorUserId(ctx);
  if (!userId) throw new AppError("forbidden", msg("forbidden"));
  try {
    return await orRefusal(
      inTenant(ctx, (tx, now) => write(tx, ctx, { userId, now, input })),
      REFUSALS,
    );
  } catch (error) {
    if (violatedConstraint(error) !== "streak_pauses_once") throw error;
    const where = { organizationId: ctx.organization.id, userId, idempotencyKey: input.idempotencyKey };
    return await inTenant(ctx, (tx) => tx.streakPause.findFirstOrThrow({ where, select: { id: true } }));
  }
}

type Asked = Readonly<{ userId: string; now: Date; input: PauseRequest }>;

async function write(tx: Tx, ctx: Ctx, { userId, now, input }: Asked): Promise<{ id: string }> {
  const { startsOn, endsOn, idempotencyKey } = input;
  const name = await holdMember(tx, ctx, userId);
  requireNear(ctx, input, now);
  const own = { organizationId: ctx.organization.id, userId };
  const isKnown = (await tx.streakPause.count({ where: { ...own, idempotencyKey } })) > 0;
  if (!isKnown && (await tx.streakPause.count({ where: { ...own, status: "waiting" } })) >= MOST_WAITING)
    throw new AppError("rate_limited", msg("pauses.tooManyWaiting", { most: MOST_WAITING }));
  await requireNoOverlap(tx, ctx, { userId, startsOn, endsOn });
  const { id } = await tx.streakPause.create({
    data: {
      ...own,
      startsOn: dateOf(startsOn),
      endsOn: dateOf(endsOn),
      requestedByUserId: userId,
      idempotencyKey,
    },
    select: { id: true },
  });
  await record(tx, ctx, "pause.asked", { type: "pause", id }, { after: { startsOn, endsOn } });
  const staff = await staffBut(tx, ctx, userId);
  await notify(
    tx,
    ctx,
    staff.map((one) => ({
      userId: one,
      kind: "pause_wanted",
      key: `pause.wanted:${id}`,
      subject: { type: "pause", id },
      values: { person: name, fromDay: startsOn, toDay: endsOn },
    })),
  );
  return { id };
}

/** Takes back a pause of one's own that waits. Another's is `not_found`; one that was answered is a `conflict`. */
export async function withdrawPause(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorize(ctx, "pauses:ask");
  const userId = actorUserId(ctx);
  if (!userId) throw notFound("pause");
  const where = { organizationId: ctx.organization.id, id, userId };
  await inTenant(ctx, async (tx, now) => {
    const { count } = await tx.streakPause.updateMany({
      where: { ...where, status: "waiting" },
      data: { status: "withdrawn", withdrawnAt: now },
    });
    if (count > 0) return await record(tx, ctx, "pause.withdrawn", { type: "pause", id });
    const found = await tx.streakPause.findFirst({ where, select: { status: true } });
    if (!found) throw notFound("pause");
    throw new AppError("conflict", msg("pauses.decided"));
  });
}
