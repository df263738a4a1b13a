import { dayOf } from "@/lib/badges/rules";
import type { Ctx } from "@/lib/context";
import { compileDetail, type DetailRow } from "@/lib/criteria/detail";
import { type Leaf, layOut, type Tree } from "@/lib/criteria/occurrences";
import type { Criteria, LeafRule } from "@/lib/criteria/schema";
import { runQuery, type Tx } from "@/lib/db";
import { type Fact, isCounting, judgeFacts, type Reason } from "@/lib/evaluation/counted-facts";
import type { Pause } from "@/lib/evaluation/counted-runs";
import { loadFacts, loadPauses } from "@/lib/evaluation/explain-facts-queries";
import { loadHeld } from "@/lib/evaluation/explain-held-queries";
import { type Held, type HeldReason, judgeHeld } from "@/lib/evaluation/held-things";

/** Something that counts for a rule or does not, and why not. */
export type Shown = Readonly<{ fact: Fact | Held; reason: Reason | HeldReason | null }>;

/** The first of a list, and how many it has in all. */
export type Some = Readonly<{ shown: readonly Shown[]; total: number }>;

export type RuleExplanation = Readonly<{
  path: string;
  rule: LeafRule;
  have: number;
  need: number;
  met: boolean;
  /** The day it was met, `yyyy-mm-dd` of the organisation's calendar. */
  metOn: string | null;
  counted: Some;
  uncounted: Some;
  /** Of a streak: the person's approved pauses until now, newest first. */
  pauses: readonly Pause[];
}>;

type Asking = Readonly<{ tx: Tx; ctx: Ctx; userId: string; achievementId: string }>;
type Wanted = Readonly<{
  criteria: Criteria;
  isRepeatable: boolean;
  occurrence: string | null;
  /** The window that gives the occurrence, and the rules that count in it. */
  window: Readonly<{ leaves: readonly number[]; name: string }> | null;
  now: Date;
  inThePast: boolean;
}>;

export type RulesExplained = Readonly<{
  rules: readonly RuleExplanation[];
  /** Whether all of it is met, and since which day. */
  met: boolean;
  metOn: string | null;
}>;

const SHOWN = 8;

/** Every rule of the criteria for one person, by the compiler's own numbers. */
export async function explainRules(asking: Asking, wanted: Wanted): Promise<RulesExplained> {
  const { tx, ctx, userId, achievementId } = asking;
  const { leaves, tree } = layOut(wanted.criteria);
  const context = {
    organizationId: ctx.organization.id,
    timeZone: ctx.organization.timeZone,
    now: wanted.now,
    inThePast: wanted.inThePast,
    people: [userId],
    anybody: true,
    isRepeatable: wanted.isRepeatable,
    achievementId,
  };
  const details = await runQuery(tx, compileDetail(wanted.criteria, context, wanted.occurrence));
  const facts = await loadFacts(
    asking,
    leaves.map(({ rule }) => rule),
  );
  const recorded = { facts, pauses: await loadPauses(asking, leaves, wanted.now) };
  const rules: RuleExplanation[] = [];
  for (const leaf of leaves) {
    const detail = details.find(({ rule_path }) => rule_path === leaf.path);
    if (detail)
      rules.push(ruleOf(leaf, detail, await judge(asking, wanted, leaf, recorded), recorded.pauses));
  }
  return { rules, ...wholeOf(tree, rules, wanted) };
}

type Recorded = Readonly<{ facts: readonly Fact[]; pauses: readonly Pause[] }>;

async function judge(asking: Asking, wanted: Wanted, leaf: Leaf, recorded: Recorded): Promise<Shown[]> {
  const { rule } = leaf;
  if (!isCounting(rule)) {
    const held = judgeHeld(rule, await loadHeld(asking, rule), wanted);
    return held.map((one) => ({ fact: one.held, reason: one.reason })).toReversed();
  }
  const isInWindow = wanted.window?.leaves.includes(leaf.index) ?? false;
  return judgeFacts(rule, recorded.facts, {
    now: wanted.now,
    today: dayOf(wanted.now, asking.ctx.organization.timeZone).toString(),
    occurrence: isInWindow ? (wanted.window?.name ?? null) : null,
    pauses: recorded.pauses,
  });
}

/** What is wrong with a fact says more than that it is about something else. */
const OFF_TOPIC = new Set(["kind", "otherCourse", "notNamed", "otherOccurrence", "lower"]);

function ruleOf(
  { path, rule }: Leaf,
  detail: DetailRow,
  judged: readonly Shown[],
  pauses: readonly Pause[],
): RuleExplanation {
  const counted = judged.filter(({ reason }) => reason === null);
  const uncounted = judged.filter(({ reason }) => reason !== null);
  const isOffTopic = ({ reason }: Shown) => Number(OFF_TOPIC.has(reason?.code ?? ""));
  const some = (list: readonly Shown[]): Some => ({ shown: list.slice(0, SHOWN), total: list.length });
  return {
    path,
    rule,
    have: detail.have,
    need: detail.need,
    met: detail.met,
    metOn: detail.met_on?.toISOString().slice(0, 10) ?? null,
    counted: some(counted),
    uncounted: some(uncounted.toSorted((a, b) => isOffTopic(a) - isOffTopic(b))),
    pauses: rule.type === "activity_streak" ? pauses.slice(0, SHOWN) : [],
  };
}

/** Whether the rules together are met, and when the last needed one was; in a window one of its own must be. */
function wholeOf(tree: Tree, rules: readonly RuleExplanation[], { window }: Wanted) {
  const metOn = dayMet(tree, rules);
  const met = isMet(tree, rules) && (window?.leaves.some((index) => rules[index]?.met) ?? true);
  return { met, metOn: met ? metOn : null };
}

function isMet(tree: Tree, rules: readonly RuleExplanation[]): boolean {
  if (tree.kind === "leaf") return rules[tree.index]?.met ?? false;
  const count = tree.parts.filter((part) => isMet(part, rules)).length;
  return count >= neededOf(tree);
}

function dayMet(tree: Tree, rules: readonly RuleExplanation[]): string | null {
  if (tree.kind === "leaf") return rules[tree.index]?.metOn ?? null;
  const days = tree.parts.map((part) => dayMet(part, rules)).filter((day) => day !== null);
  return days.toSorted()[neededOf(tree) - 1] ?? null;
}

function neededOf({ match, parts }: Extract<Tree, { kind: "match" }>): number {
  if (typeof match !== "string") return match.atLeast;
  return match === "all" ? parts.length : 1;
}
