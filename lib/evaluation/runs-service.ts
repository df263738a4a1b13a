import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { recordRun, sumOf } from "@/lib/evaluation/evaluate";
import { evaluateChunkIn, type Mode } from "@/lib/evaluation/evaluate-chunk";
import { safely } from "@/lib/evaluation/evaluate-safely";
import { FOUND_NOTHING, type Found, hasBadges, isEvaluated } from "@/lib/evaluation/found";
import type { Advance, OpenWork, Work } from "@/lib/jobs/run-chunks";
import { type Started, startRun } from "@/lib/jobs/run-service";
import type { RunState } from "@/lib/jobs/run-state-queries";

const MODULE = "achievements_gamification";
/** So many chunks show how it gets on; more of them would read the same facts more often. */
const CHUNKS = 25;
const FEWEST = 1_000;
const MOST = 10_000;

/** People to look at, for the progress of a run. */
const countActive = (tx: Tx, ctx: Ctx): Promise<number> =>
  tx.membership.count({ where: { organizationId: ctx.organization.id, status: "active" } });

/** Orders the evaluation of everybody against every active achievement, or answers the one at work. */
export const orderEvaluation = async (tx: Tx, ctx: Ctx): Promise<Started> =>
  startRun(tx, ctx, "evaluation_all", {}, { total: await countActive(tx, ctx), exclusiveKey: "everybody" });

/** "Evaluate everybody": the run, a new one or the one that is at work already. Needs a module that is evaluated. */
export async function startEvaluation(ctx: Ctx): Promise<Started> {
  authorize(ctx, "jobs:write");
  if (!isEvaluated(ctx)) requireModule(ctx, MODULE);
  return inTenant(ctx, (tx) => orderEvaluation(tx, ctx));
}

type Backfill = Readonly<{
  achievementId: string;
  /** Whether people are told; a silent one gives badges of source `backfill`. */
  notify: boolean;
}>;

/**
 * Orders, in the caller's transaction, that everybody who meets one achievement gets it, or answers the run of this
 * achievement that is at work. The achievement has to be active when its chunks run. The caller has authorised it.
 */
export const startBackfill = async (
  tx: Tx,
  ctx: Ctx,
  { achievementId, notify }: Backfill,
): Promise<Started> =>
  startRun(
    tx,
    ctx,
    "backfill",
    { achievementId, notify },
    { total: await countActive(tx, ctx), exclusiveKey: achievementId },
  );

/** The same from a page: throws `not_found`, or `conflict` when the achievement is not in use. */
export async function startBackfillOf(ctx: Ctx, { id }: { id: string }): Promise<Started> {
  authorize(ctx, "jobs:write");
  requireModule(ctx, MODULE);
  return inTenant(ctx, async (tx) => {
    await refuseInactive(tx, ctx, id);
    return startBackfill(tx, ctx, { achievementId: id, notify: true });
  });
}

async function refuseInactive(tx: Tx, ctx: Ctx, id: string): Promise<void> {
  const found = await tx.achievement.findFirst({
    where: { organizationId: ctx.organization.id, id },
    select: { status: true, triggerType: true },
  });
  if (!found) throw notFound("achievement");
  if (found.status !== "active") throw new AppError("conflict", msg("jobs.achievementNotActive"));
  if (found.triggerType === "manual") throw new AppError("conflict", msg("jobs.achievementIsManual"));
}

/** What an evaluation has come to by now. */
type Result = Found;

/** People of one chunk; `size` is for tests. */
const sizeOf = ({ total }: RunState, size?: number) =>
  size ?? Math.min(Math.max(Math.ceil((total ?? 0) / CHUNKS), FEWEST), MOST);

type Look = Readonly<{ size: number; achievementIds?: readonly string[]; mode: Mode; isCareful: boolean }>;

async function look(tx: Tx, ctx: Ctx, run: RunState, options: Look): Promise<Advance & { result: Result }> {
  if (!isEvaluated(ctx)) throw new AppError("conflict", msg("jobs.moduleOff"));
  const { isCareful, ...chosen } = options;
  const after = typeof run.cursor?.after === "string" ? run.cursor.after : null;
  const { next, ...found } = await evaluateChunkIn(tx, ctx, { after, ...chosen }, isCareful);
  const before = { ...FOUND_NOTHING, ...(run.result as Partial<Result>), people: run.done };
  const { people, ...result } = sumOf(before, found);
  // Who joined since the total was counted is looked at too.
  return { next: next === null ? null : { after: next }, done: people, result };
}

const opened =
  (chunk: Work["chunk"]): OpenWork =>
  async () => ({ chunk, attempt: safely });

/** The work of `evaluation_all`: everybody, every active achievement. */
export const evaluationWork = (size?: number): OpenWork =>
  opened(async (tx, ctx, run, { isCareful }) => {
    const advance = await look(tx, ctx, run, { size: sizeOf(run, size), mode: "award", isCareful });
    if (advance.next === null) {
      await recordRun(tx, ctx, "everybody", { ...advance.result, people: advance.done });
    }
    return advance;
  });

/** The work of `backfill`: everybody, one achievement, and what follows from its badges. */
export const backfillWork = (size?: number): OpenWork =>
  opened(async (tx, ctx, run, { isCareful }) => {
    const { achievementId, notify } = run.input;
    if (!hasBadges(ctx)) throw new AppError("conflict", msg("jobs.moduleOff"));
    await refuseInactive(tx, ctx, String(achievementId));
    const mode = notify === false ? "silent" : "award";
    return look(tx, ctx, run, {
      size: sizeOf(run, size),
      achievementIds: [String(achievementId)],
      mode,
      isCareful,
    });
  });
