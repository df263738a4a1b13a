import type { Ctx } from "@/lib/context";
import type { People } from "@/lib/criteria/sql/people";
import { inTenant, type Tx } from "@/lib/db";
import { type Failed, safely, unlessItFails } from "@/lib/evaluation/evaluate-safely";
import { applyChange, type Change } from "@/lib/evaluation/reconcile-apply-service";
import { listTargets, type Scope, type Target } from "@/lib/evaluation/reconcile-queries";
import { type Decision, decisionOf } from "@/lib/evaluation/reconcile-rules";
import { judge, type Verdict } from "@/lib/evaluation/reconcile-verdict-queries";
import { judgedAt, prepareForMany } from "@/lib/evaluation/requests-service";
import { record } from "@/lib/events/record";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";

/** What was found about one award, and what follows. */
export type Found = Verdict & Readonly<{ target: Target; decision: Decision }>;

type Work = Readonly<{
  people: People;
  scope?: Scope;
  /** Whoever lost a badge is evaluated anew; not when the caller does so itself right after. */
  askAgain: boolean;
  /** Each achievement behind a savepoint of its own, because one of them has failed. */
  isCareful?: boolean;
}>;

export type Reconciled = Readonly<{
  /** Versions of achievements whose awards were looked at. */
  versions: number;
  /** Every award that lacks something or changed. */
  found: readonly Found[];
}>;

/** More rounds than this would be a circle of badges that ask for each other. */
const ROUNDS = 10;

/**
 * Looks again at the awards that evaluation made for these people, inside the caller's transaction: those whose
 * criteria, in the version they were awarded by, are no longer met after a correction are kept, flagged or revoked as
 * the achievement says, and a flag goes when they are met again. Badges that were earned by a revoked one follow in
 * the same transaction. Repeating it changes nothing.
 */
export async function reconcilePeople(tx: Tx, ctx: Ctx, work: Work): Promise<Reconciled> {
  const now = await judgedAt(tx, ctx);
  const scope = work.scope ?? "due";
  const failed = new Map<string, Failed>();
  const all: Found[] = [];
  /** Answers who lost a badge. */
  const look = async (targets: readonly Target[], people: People) => {
    const round: Found[] = [];
    for (const target of targets) {
      const one = () => reconcileTarget(tx, ctx, target, { ...work, people, now, scope });
      const { achievementId: id, key } = target;
      const found = work.isCareful ? await unlessItFails(tx, { id, key }, one, failed) : await one();
      round.push(...(found ?? []));
    }
    all.push(...round);
    return new Set(round.filter(({ decision }) => decision === "revoke").map(({ userId }) => userId));
  };
  const targets = await listTargets(tx, ctx, { people: work.people, now, scope });
  if (targets.length > 0) await prepareForMany(tx, work.people);
  const chained = targets.filter(({ asksForBadges }) => asksForBadges);
  let lost = await look(targets, work.people);
  for (let round = 1; round < ROUNDS && chained.length > 0 && lost.size > 0; round += 1) {
    lost = await look(chained, [...lost]);
  }
  return { versions: targets.length, found: withoutRepeats(all) };
}

/** A later round looks at some awards again; what the first that changed something said is what happened. */
function withoutRepeats(all: readonly Found[]): Found[] {
  const found = new Map<string, Found>();
  for (const one of all) {
    if (one.decision !== "nothing" || !found.has(one.id)) found.set(one.id, one);
  }
  return [...found.values()];
}

type TargetWork = Readonly<{ people: People; now: Date; scope: Scope; askAgain: boolean }>;

async function reconcileTarget(tx: Tx, ctx: Ctx, target: Target, work: TargetWork): Promise<Found[]> {
  const verdicts = await judge(tx, ctx, target, work);
  const found = verdicts.map((verdict) => ({
    ...verdict,
    target,
    decision: decisionOf({ policy: target.policy, ...verdict }),
  }));
  const changes = Map.groupBy(found, ({ decision }) => decision);
  const revoked = changes.get("revoke") ?? [];
  // Before the badges, in the order of whoever revokes by hand.
  if (work.askAgain) {
    await requestEvaluation(
      tx,
      ctx,
      revoked.map(({ userId }) => userId),
    );
  }
  for (const change of ["unflag", "flag", "revoke"] satisfies Change[]) {
    await applyChange(tx, ctx, target, { change, verdicts: changes.get(change) ?? [], now: work.now });
  }
  return found;
}

export type Reconciliation = Readonly<{
  /** Versions of achievements whose awards were looked at. */
  versions: number;
  flagged: number;
  unflagged: number;
  revoked: number;
  seconds: number;
}>;

const MODULE = "achievements_gamification";
/** Bulk work may take this long, in milliseconds; a page's transaction may not. */
const timeout = 30 * 60_000;

/** Carries what a dry run found out of the transaction it rolls back. */
class DryRun extends Error {
  constructor(readonly found: Counts) {
    super("dry run");
  }
}

type Counts = Omit<Reconciliation, "seconds">;

/**
 * Looks again at everybody's awards, in one transaction: the safety net under what is done right after a correction.
 * Running it again changes nothing. `dryRun` counts the same and keeps nothing. With the module off it does nothing
 * (seed 000 module_toggle_gate); while issuing is paused it works, since it gives nothing to anybody.
 */
export async function reconcileEverybody(
  ctx: Ctx,
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<Reconciliation> {
  const began = performance.now();
  const none: Counts = { versions: 0, flagged: 0, unflagged: 0, revoked: 0 };
  const counts = ctx.modules.has(MODULE)
    ? await safely((isCareful) => everybody(ctx, dryRun, isCareful))
    : none;
  return { ...counts, seconds: Math.round(performance.now() - began) / 1000 };
}

async function everybody(ctx: Ctx, dryRun: boolean, isCareful: boolean): Promise<Counts> {
  try {
    return await inTenant(
      ctx,
      async (tx) => {
        const counts = countsOf(await reconcilePeople(tx, ctx, { people: "all", askAgain: true, isCareful }));
        if (dryRun) throw new DryRun(counts);
        const subject = { type: "organization", id: ctx.organization.id };
        await record(tx, ctx, "evaluation.reconciled", subject, { after: counts });
        return counts;
      },
      { timeout },
    );
  } catch (error) {
    if (error instanceof DryRun) return error.found;
    throw error;
  }
}

function countsOf({ versions, found }: Reconciled): Counts {
  const many = (which: Decision) => found.filter(({ decision }) => decision === which).length;
  return { versions, flagged: many("flag"), unflagged: many("unflag"), revoked: many("revoke") };
}
