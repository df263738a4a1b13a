import { isIssuingPaused } from "@/lib/badges/issuing-queries";
import type { Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { activeDefinitions, asksForBadges, type Definition } from "@/lib/evaluation/definition-queries";
import { evaluateAchievement } from "@/lib/evaluation/evaluate-achievement";
import {
  judgedAt,
  prepareForMany,
  removeSeen,
  seeRequests,
  standInLine,
  takeRequests,
} from "@/lib/evaluation/requests-service";
import { record } from "@/lib/events/record";
import { log } from "@/lib/log";
import { refreshStatistics } from "@/lib/statistics";

export type Evaluation = Readonly<{
  /** Active people who were looked at. */
  people: number;
  /** Achievements they were looked at for. */
  achievements: number;
  /** Badges awarded now. */
  awarded: number;
  /** Badges of these people and achievements that stood before. */
  already: number;
  seconds: number;
}>;

type Counts = Omit<Evaluation, "seconds">;

const NOTHING: Counts = { people: 0, achievements: 0, awarded: 0, already: 0 };
const MODULE = "achievements_gamification";
/** Bulk work may take this long, in milliseconds; a page's transaction may not. */
const timeout = 30 * 60_000;
/** People of one transaction when requests pile up: long enough to be set-based, short enough to show progress. */
const BATCH = 5_000;
/** More rounds than this would be a circle of badges that ask for each other. */
const ROUNDS = 10;

/**
 * Evaluates everybody against every active achievement and awards what was earned, in one transaction. Running it
 * again changes nothing. `dryRun` counts the same and keeps nothing. With the module off it does nothing (seed 000
 * module_toggle_gate); while issuing is paused it throws `unavailable` and leaves everything for later.
 */
export async function evaluateEverybody(
  ctx: Ctx,
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<Evaluation> {
  const began = performance.now();
  const counts = ctx.modules.has(MODULE) ? await everybody(ctx, dryRun) : NOTHING;
  return { ...counts, seconds: Math.round(performance.now() - began) / 1000 };
}

/**
 * Evaluates the people something was recorded about since they were last looked at, and nobody else; until none is
 * left. Taking a request and awarding what follows from it is one transaction, so a worker that dies leaves both
 * undone; two workers never take the same request. While issuing is paused, or with the module off, the requests wait.
 */
export async function evaluateRequested(ctx: Ctx, signal?: AbortSignal): Promise<Evaluation> {
  const began = performance.now();
  let total = NOTHING;
  while (ctx.modules.has(MODULE) && !signal?.aborted) {
    const counts = await inTenant(ctx, (tx) => batch(tx, ctx), { timeout });
    if (!counts) break;
    total = {
      people: total.people + counts.people,
      achievements: Math.max(total.achievements, counts.achievements),
      awarded: total.awarded + counts.awarded,
      already: total.already + counts.already,
    };
  }
  return { ...total, seconds: Math.round(performance.now() - began) / 1000 };
}

/** Carries the counts of a dry run out of the transaction it rolls back. */
class DryRun extends Error {
  constructor(readonly counts: Counts) {
    super("dry run");
  }
}

async function everybody(ctx: Ctx, dryRun: boolean): Promise<Counts> {
  try {
    return await inTenant(
      ctx,
      async (tx) => {
        if (await isIssuingPaused(tx, ctx)) throw new AppError("unavailable", msg("issuingPaused"));
        await standInLine(tx, ctx, "everybody");
        const seen = await seeRequests(tx, ctx);
        const people = await tx.membership.count({
          where: { organizationId: ctx.organization.id, status: "active" },
        });
        const counts = { people, ...(await evaluate(tx, ctx, "all")) };
        if (dryRun) throw new DryRun(counts);
        await removeSeen(tx, ctx, seen);
        await refreshStatistics(tx, counts.awarded, ["earned_badges", "earned_badge_criteria"]);
        await recordRun(tx, ctx, "everybody", counts);
        return counts;
      },
      { timeout },
    );
  } catch (error) {
    if (error instanceof DryRun) return error.counts;
    throw error;
  }
}

async function batch(tx: Tx, ctx: Ctx): Promise<Counts | null> {
  if (await isIssuingPaused(tx, ctx)) {
    log.info({ organization: ctx.organization.id }, "issuing is paused: requests for evaluation wait");
    return null;
  }
  await standInLine(tx, ctx, "some");
  const people = await takeRequests(tx, ctx, BATCH);
  if (people.length === 0) return null;
  const counts = { people: people.length, ...(await evaluate(tx, ctx, people)) };
  await refreshStatistics(tx, counts.awarded, ["earned_badges", "earned_badge_criteria"]);
  if (counts.awarded > 0) await recordRun(tx, ctx, "requested", counts);
  return counts;
}

const recordRun = (tx: Tx, ctx: Ctx, scope: "everybody" | "requested", counts: Counts) =>
  record(
    tx,
    ctx,
    "evaluation.ran",
    { type: "organization", id: ctx.organization.id },
    { after: { scope, ...counts } },
  );

/** Badges that ask for other badges are looked at again for those who have just got one, until nothing is new. */
async function evaluate(
  tx: Tx,
  ctx: Ctx,
  people: "all" | readonly string[],
): Promise<Omit<Counts, "people">> {
  const now = await judgedAt(tx, ctx);
  await prepareForMany(tx, people);
  const definitions = await activeDefinitions(tx, ctx);
  const chained = definitions.filter(asksForBadges);
  let awarded = 0;
  let already = 0;
  const look = async (list: readonly Definition[], whom: "all" | readonly string[]) => {
    const found = new Set<string>();
    for (const definition of list) {
      const outcome = await evaluateAchievement(tx, ctx, definition, whom, now);
      awarded += outcome.awardedTo.length;
      if (list === definitions) already += outcome.already;
      for (const userId of outcome.awardedTo) found.add(userId);
    }
    return found;
  };
  let lately = await look(definitions, people);
  for (let round = 1; round < ROUNDS && chained.length > 0 && lately.size > 0; round += 1) {
    lately = await look(chained, lately.size > BATCH ? "all" : [...lately]);
  }
  return { achievements: definitions.length, awarded, already };
}
