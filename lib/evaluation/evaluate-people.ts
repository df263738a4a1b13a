import type { Ctx } from "@/lib/context";
import type { People } from "@/lib/criteria/sql/people";
import type { Tx } from "@/lib/db";
import { activeDefinitions, asksForBadges, type Definition } from "@/lib/evaluation/definition-queries";
import { evaluateAchievement } from "@/lib/evaluation/evaluate-achievement";
import { type Failed, unlessItFails } from "@/lib/evaluation/evaluate-safely";
import { judgedAt, prepareForMany } from "@/lib/evaluation/requests-service";

/** `award` gives badges, `silent` gives them as a catch-up (source `backfill`) that nobody is told about. */
export type Giving = "award" | "silent";

export type Work = Readonly<{
  people: People;
  /** Only these achievements, and what follows from their badges; all active ones when left out. */
  achievementIds?: readonly string[];
  giving: Giving;
  /** Each achievement behind a savepoint of its own, because one of them has failed. */
  isCareful: boolean;
}>;

export type Found = Readonly<{
  /** Achievements people were looked at for. */
  achievements: number;
  /** Badges awarded now. */
  awarded: number;
  /** Badges of these people and achievements that stood before. */
  already: number;
  /** Achievements that could not be evaluated; the others were. */
  failed: readonly Failed[];
}>;

/** More rounds than this would be a circle of badges that ask for each other. */
const ROUNDS = 10;
/** To more people than these a later round is not narrowed down. */
const FEW = 5_000;

/**
 * Evaluates these people inside the caller's transaction. Badges that ask for other badges are looked at again for
 * those who have just got one, until nothing is new.
 */
export async function evaluatePeople(tx: Tx, ctx: Ctx, work: Work): Promise<Found> {
  const now = await judgedAt(tx, ctx);
  await prepareForMany(tx, work.people);
  const active = await activeDefinitions(tx, ctx);
  const wanted = work.achievementIds && new Set(work.achievementIds);
  const definitions = wanted ? active.filter(({ id }) => wanted.has(id)) : active;
  const chained = active.filter(asksForBadges);
  const failed = new Map<string, Failed>();
  const look = (list: readonly Definition[], people: People) =>
    round(tx, ctx, list, { ...work, people, now, failed });
  const first = await look(definitions, work.people);
  let awarded = first.awarded;
  let lately = first.awardedTo;
  for (let number = 1; number < ROUNDS && chained.length > 0 && lately.size > 0; number += 1) {
    const later = await look(chained, lately.size > FEW ? work.people : [...lately]);
    awarded += later.awarded;
    lately = later.awardedTo;
  }
  return { achievements: definitions.length, awarded, already: first.already, failed: [...failed.values()] };
}

type Round = Work & Readonly<{ now: Date; failed: Map<string, Failed> }>;

async function round(tx: Tx, ctx: Ctx, definitions: readonly Definition[], asked: Round) {
  const awardedTo = new Set<string>();
  let awarded = 0;
  let already = 0;
  for (const definition of definitions.filter(({ id }) => !asked.failed.has(id))) {
    const evaluate = () => evaluateAchievement(tx, ctx, definition, asked);
    const outcome = asked.isCareful
      ? await unlessItFails(tx, definition, evaluate, asked.failed)
      : await evaluate();
    if (!outcome) continue;
    awarded += outcome.awardedTo.length;
    already += outcome.already;
    for (const userId of outcome.awardedTo) awardedTo.add(userId);
  }
  return { awarded, already, awardedTo };
}
