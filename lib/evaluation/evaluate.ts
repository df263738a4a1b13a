import { isIssuingPaused } from "@/lib/badges/issuing-queries";
import type { Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { type ChunkOptions, chunkStarts, evaluateChunk, type Mode } from "@/lib/evaluation/evaluate-chunk";
import { evaluatePeople } from "@/lib/evaluation/evaluate-people";
import { safely } from "@/lib/evaluation/evaluate-safely";
import { FOUND_NOTHING, type Found, hasBadges, isEvaluated, sumFound } from "@/lib/evaluation/found";
import { readFrame } from "@/lib/evaluation/frame-queries";
import { reconcilePeople } from "@/lib/evaluation/reconcile-service";
import { putBack, takeRequests } from "@/lib/evaluation/requests-service";
import { record } from "@/lib/events/record";
import { requestRefresh } from "@/lib/jobs/dashboard-refresh";
import { mayHaveLost } from "@/lib/jobs/evaluation-requests";
import { log } from "@/lib/log";
import { refreshStatistics } from "@/lib/statistics";

type Counts = Found & Readonly<{ people: number }>;
export type Evaluation = Counts & Readonly<{ seconds: number }>;

const NOTHING: Counts = { ...FOUND_NOTHING, people: 0 };
/** Bulk work may take this long, in milliseconds; a page's transaction may not. */
const timeout = 30 * 60_000;
/** People of one transaction when requests pile up: long enough to be set-based, short enough to show progress. */
const BATCH = 5_000;
/** People of one transaction when everybody is evaluated. */
const CHUNK = 10_000;
/** Chunks that are evaluated at the same moment, each on a connection of its own. */
const LANES = 2;

/** Both together: people, badges and tiers add up, the achievements are the same ones. */
export const sumOf = (one: Counts, other: Counts): Counts => ({
  ...sumFound(one, other),
  people: one.people + other.people,
});

/**
 * Evaluates everybody against every active achievement and tier and gives what was earned, some thousand people at a time.
 * Running it again changes nothing. `dryRun` counts the same and keeps nothing. With the module off it does nothing
 * (seed 000 module_toggle_gate); while issuing is paused it throws `unavailable` and leaves everything for later.
 */
export async function evaluateEverybody(
  ctx: Ctx,
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<Evaluation> {
  const began = performance.now();
  const counts = isEvaluated(ctx) ? await everybody(ctx, dryRun ? "count" : "award") : NOTHING;
  if (!dryRun && isEvaluated(ctx)) await recordEvaluation(ctx, counts);
  return { ...counts, seconds: Math.round(performance.now() - began) / 1000 };
}

async function everybody(ctx: Ctx, mode: Mode): Promise<Counts> {
  const starts = await chunkStarts(ctx, { parts: 2 * LANES, largest: CHUNK });
  let total = NOTHING;
  let taken = 0;
  const lane = async () => {
    while (taken < starts.length) {
      const [after = null, upTo = null] = starts.slice(taken, taken + 2);
      taken += 1;
      const counts = await toTheEnd(ctx, { after, upTo, size: CHUNK + 1, mode });
      total = sumOf(total, counts);
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: LANES }, lane));
  for (const one of lanes) if (one.status === "rejected") throw one.reason;
  return total;
}

/** One chunk, and more where people were added to it meanwhile. */
async function toTheEnd(ctx: Ctx, options: ChunkOptions): Promise<Counts> {
  const { next, ...counts } = await evaluateChunk(ctx, options);
  return next === null ? counts : sumOf(counts, await toTheEnd(ctx, { ...options, after: next }));
}

/** The entry that says everybody was evaluated; the hourly round looks for it. To be made after the last chunk. */
export const recordEvaluation = (ctx: Ctx, counts: Counts): Promise<void> =>
  inTenant(ctx, (tx) => recordRun(tx, ctx, "everybody", counts));

/**
 * Evaluates the people something was recorded about since they were last looked at, and nobody else, each for the
 * achievements that this can affect; until none is left. Taking a request and awarding what follows from it is one
 * transaction, so a worker that dies leaves both undone; two workers never take the same request. While issuing is
 * paused, or with the module off, the requests wait; those of people for whom an achievement failed wait for the
 * next time.
 */
export async function evaluateRequested(ctx: Ctx, signal?: AbortSignal): Promise<Evaluation> {
  const began = performance.now();
  let total = NOTHING;
  let before: string | null = null;
  while (isEvaluated(ctx) && !signal?.aborted) {
    const done: Batch | null = await safely((isCareful) =>
      inTenant(ctx, (tx) => batch(tx, ctx, { before, isCareful }), { timeout }),
    );
    if (!done) break;
    before = done.before;
    total = sumOf(total, done.counts);
    if (done.isLast) break;
  }
  if (total.people > 0) await inTenant(ctx, (tx) => requestRefresh(tx, ctx));
  return { ...total, seconds: Math.round(performance.now() - began) / 1000 };
}

type Batch = Readonly<{ counts: Counts; before: string | null; isLast: boolean }>;
type Taking = Readonly<{ before: string | null; isCareful: boolean }>;

async function batch(tx: Tx, ctx: Ctx, { before, isCareful }: Taking): Promise<Batch | null> {
  const taken = await takeRequests(tx, ctx, BATCH, before);
  if (taken.size === 0) {
    if (await isIssuingPaused(tx, ctx)) {
      log.info({ organization: ctx.organization.id }, "issuing is paused: requests for evaluation wait");
    }
    return null;
  }
  const people = [...taken.keys()];
  const frame = await readFrame(tx, ctx, people);
  const doubtful = frame.hasFlags ? people : people.filter((userId) => mayHaveLost(taken.get(userId)));
  if (hasBadges(ctx) && doubtful.length > 0) {
    await reconcilePeople(tx, ctx, { people: doubtful, askAgain: false, isCareful });
  }
  const work = { people, causes: taken, giving: "award", isCareful, frame } as const;
  const found = await evaluatePeople(tx, ctx, work);
  const counts = { people: taken.size, ...found };
  await refreshStatistics(tx, counts.awarded, ["earned_badges", "earned_badge_criteria"]);
  if (counts.awarded > 0) await recordRun(tx, ctx, "requested", counts);
  // Whoever asks for more has a job of their own filed.
  const isLast = taken.size < BATCH;
  if (counts.failed.length === 0) return { counts, before, isLast };
  const putBackAt = await putBack(tx, ctx, taken);
  return { counts, before: before ?? putBackAt, isLast };
}

/** The audit entry of an evaluation, in its own transaction. */
export const recordRun = (
  tx: Tx,
  ctx: Ctx,
  scope: "everybody" | "requested",
  { failed, ...counts }: Counts,
) =>
  record(
    tx,
    ctx,
    "evaluation.ran",
    { type: "organization", id: ctx.organization.id },
    { after: { scope, ...counts, ...(failed.length > 0 ? { failed: failed.map(({ key }) => key) } : {}) } },
  );
