import { orRefusal, type Refusals, violatedConstraint } from "@/lib/constraints";
import { actorUserId, authorize, type Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { unknownPerson } from "@/lib/facts/refusals";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";
import { notify } from "@/lib/notifications/notify-service";
import { dateOf, overlapping, requireNear } from "@/lib/pauses/day-queries";
import type { PauseStatus } from "@/lib/pauses/rules";
import type { PauseDecision, PauseRecord } from "@/lib/pauses/schema";
import { actingMember } from "@/lib/people/staff-queries";

const REFUSALS: Refusals = {
  streak_pauses_apart: overlapping,
  streak_pauses_person: unknownPerson,
};

type Pause = Readonly<{ id: string; userId: string; status: PauseStatus; startsOn: string; endsOn: string }>;

const yourOwn = () => new AppError("forbidden", msg("pauses.yourOwn"), { userId: msg("pauses.yourOwn") });
const decided = () => new AppError("conflict", msg("pauses.decided"));

/**
 * Says yes or no to a pause that waits, and tells the person; a yes has them evaluated. Unknown and foreign ones are
 * `not_found`, one's own is `forbidden`, one that was answered or withdrawn a `conflict`, and so is a yes to days that
 * are in an approved pause already.
 */
export async function decidePause(ctx: Ctx, { id, outcome }: PauseDecision): Promise<void> {
  authorize(ctx, "pauses:decide");
  const work = inTenant(ctx, async (tx, now) => {
    const pause = await anothers(tx, ctx, id);
    if (pause.status !== "waiting") throw decided();
    await tx.streakPause.updateMany({
      where: { organizationId: ctx.organization.id, id },
      data: { status: outcome, decidedAt: now, decidedByUserId: await actingMember(tx, ctx) },
    });
    // A pause only makes runs longer, so nothing can have been lost.
    if (outcome === "approved") await requestEvaluation(tx, ctx, [pause.userId], "pause", { isNew: true });
    await record(tx, ctx, `pause.${outcome}`, { type: "pause", id });
    await tell(tx, ctx, pause, outcome);
  });
  await orRefusal(work, REFUSALS);
}

/**
 * Records a pause for somebody else, which counts at once. The same key answers the pause it made already. `invalid` for
 * an unknown or foreign person and days more than a year away, `forbidden` for oneself, `conflict` for days that are in
 * an approved pause already.
 */
export async function recordPause(ctx: Ctx, input: PauseRecord): Promise<{ id: string }> {
  authorize(ctx, "pauses:decide");
  const { userId, startsOn, endsOn, idempotencyKey } = input;
  if (userId === actorUserId(ctx)) throw yourOwn();
  const work = inTenant(ctx, async (tx, now) => {
    requireNear(ctx, input, now);
    const by = await actingMember(tx, ctx);
    const own = { organizationId: ctx.organization.id, userId, idempotencyKey };
    const known = await tx.streakPause.findFirst({ where: own, select: { id: true } });
    if (known) return known;
    const { id } = await tx.streakPause.create({
      data: {
        ...own,
        startsOn: dateOf(startsOn),
        endsOn: dateOf(endsOn),
        status: "approved",
        requestedByUserId: by,
        decidedAt: now,
        decidedByUserId: by,
      },
      select: { id: true },
    });
    await requestEvaluation(tx, ctx, [userId], "pause", { isNew: true });
    await record(tx, ctx, "pause.recorded", { type: "pause", id }, { after: { userId, startsOn, endsOn } });
    await tell(tx, ctx, { id, userId, status: "approved", startsOn, endsOn }, "approved");
    return { id };
  });
  try {
    return await orRefusal(work, REFUSALS);
  } catch (error) {
    if (violatedConstraint(error) !== "streak_pauses_once") throw error;
    const where = { organizationId: ctx.organization.id, userId, idempotencyKey };
    return await inTenant(ctx, (tx) => tx.streakPause.findFirstOrThrow({ where, select: { id: true } }));
  }
}

/** Takes back somebody's approved pause for good; they are evaluated, also for what they may have lost. */
export async function endPause(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorize(ctx, "pauses:decide");
  await inTenant(ctx, async (tx, now) => {
    const pause = await anothers(tx, ctx, id);
    if (pause.status !== "approved") throw decided();
    await tx.streakPause.updateMany({
      where: { organizationId: ctx.organization.id, id },
      data: { status: "withdrawn", withdrawnAt: now },
    });
    await requestEvaluation(tx, ctx, [pause.userId], "pause");
    await record(tx, ctx, "pause.withdrawn", { type: "pause", id });
  });
}

/** Waits for whoever is changing the pause, then reads it. */
async function anothers(tx: Tx, ctx: Ctx, id: string): Promise<Pause> {
  const [pause] = await tx.$queryRaw<Pause[]>`
    SELECT id, user_id AS "userId", status::text AS status, starts_on::text AS "startsOn", ends_on::text AS "endsOn"
    FROM streak_pauses WHERE organization_id = ${ctx.organization.id}::uuid AND id = ${id}::uuid FOR UPDATE`;
  if (!pause) throw notFound("pause");
  if (pause.userId === actorUserId(ctx)) throw yourOwn();
  return pause;
}

const tell = (tx: Tx, ctx: Ctx, pause: Pause, outcome: PauseDecision["outcome"]) =>
  notify(tx, ctx, [
    {
      userId: pause.userId,
      kind: "pause_answered",
      key: `pause.answered:${pause.id}`,
      subject: { type: "pause", id: pause.id },
      values: { outcome, fromDay: pause.startsOn, toDay: pause.endsOn },
    },
  ]);
