import { Temporal } from "temporal-polyfill";
import {
  dayOf,
  type History,
  type Inside,
  insideOf,
  type Judged,
  judge,
  thingsOf,
  type World,
  windowName,
} from "@/lib/criteria/naive-rules.test-support";
import type { Criteria, LeafRule, Match } from "@/lib/criteria/schema";

export type Expected = {
  metAt: string;
  metOn: string;
  haves: (number | null)[];
  needs: number[];
  days: (string | null)[];
};

const leavesOf = (criteria: Criteria): LeafRule[] =>
  criteria.rules.flatMap((rule) => (rule.type === "group" ? rule.rules : [rule]));

export function needOf(rule: LeafRule): number {
  if ("thresholds" in rule && rule.thresholds) return Math.min(...rule.thresholds);
  if ("threshold" in rule && rule.threshold) return rule.threshold;
  return rule.type === "course_completion" && rule.match === "all" ? (rule.courses?.length ?? 1) : 1;
}

/** When enough of the parts were met, or null. */
function combine(match: Match, tips: (string | null)[]): string | null {
  const met = tips.filter((tip) => tip !== null).sort((a, b) => Temporal.Instant.compare(a, b));
  const needed = match === "all" ? tips.length : match === "any" ? 1 : match.atLeast;
  return met[needed - 1] ?? null;
}

function whole(criteria: Criteria, tips: (string | null)[]): string | null {
  const left = [...tips];
  return combine(
    criteria.match,
    criteria.rules.map((rule) =>
      rule.type === "group" ? combine(rule.match, left.splice(0, rule.rules.length)) : (left.shift() ?? null),
    ),
  );
}

type Occurrence = {
  name: string;
  needs: number[];
  insides: Inside[];
  deciding: number[];
  /** The rule whose count the occurrence is named by: the award says that count, not what there is by now. */
  counted?: number;
};

function occurrencesOf(criteria: Criteria, person: History, world: World): Occurrence[] {
  const leaves = leavesOf(criteria);
  const plain = { needs: leaves.map(needOf), insides: leaves.map((rule) => insideOf(rule, world)) };
  const every = leaves.map((_, index) => index);
  if (!world.isRepeatable) return [{ name: "once", ...plain, deciding: every }];
  for (const [index, rule] of leaves.entries()) {
    const at = (value: number) => ({
      name: String(value),
      ...plain,
      needs: plain.needs.with(index, value),
      deciding: [index],
      counted: index,
    });
    if ("thresholds" in rule && rule.thresholds) return rule.thresholds.map(at);
    if (!("window" in rule) || typeof rule.window !== "string" || rule.window === "lifetime") continue;
    const unit = rule.window;
    const deciding = every.filter((other) => {
      const leaf = leaves[other];
      return leaf && "window" in leaf && leaf.window === unit;
    });
    const days = deciding.flatMap((other) =>
      thingsOf(leaves[other] as LeafRule, person, world).map((thing) => thing.local.toPlainDate()),
    );
    return [...new Set(days.map((day) => windowName(day, unit)))].map((name) => ({
      name,
      needs: plain.needs,
      deciding,
      insides: plain.insides.map((inside, other) =>
        deciding.includes(other) ? (day: Temporal.PlainDate) => windowName(day, unit) === name : inside,
      ),
    }));
  }
  const index = leaves.findIndex((rule) => !("match" in rule && rule.match === "all"));
  const step = plain.needs[index] ?? 1;
  const { have } = judge(leaves[index] as LeafRule, step, person, world, () => true);
  return Array.from({ length: Math.floor(have / step) }, (_, n) => ({
    name: String((n + 1) * step),
    ...plain,
    needs: plain.needs.with(index, (n + 1) * step),
    deciding: [index],
    counted: index,
  }));
}

/** What one person has earned, by loops over arrays. */
export function earned(criteria: Criteria, person: History, world: World): Map<string, Expected> {
  const result = new Map<string, Expected>();
  if (!person.active) return result;
  const leaves = leavesOf(criteria);
  for (const { name, needs, insides, deciding, counted } of occurrencesOf(criteria, person, world)) {
    const judged = leaves.map((rule, n) =>
      judge(rule, needs[n] ?? 1, person, world, insides[n] ?? (() => true)),
    );
    const tips = judged.map(({ tip }) => tip);
    const first = combine(
      "any",
      deciding.map((index) => tips[index] ?? null),
    );
    const met = whole(criteria, tips);
    if (met === null || (world.isRepeatable && first === null)) continue;
    const metAt = world.isRepeatable ? (combine("all", [met, first]) ?? met) : met;
    result.set(name, {
      metAt,
      metOn: dayOf(metAt, world),
      haves: judged.map(({ have, tip }, n) =>
        tip === null ? null : n === counted ? (needs[n] ?? null) : have,
      ),
      needs,
      days: tips.map((tip) => (tip === null ? null : dayOf(tip, world))),
    });
  }
  return result;
}

/** Each rule's have and need, met or not. */
export function progress(criteria: Criteria, person: History, world: World): Judged[] {
  return leavesOf(criteria).map((rule) => judge(rule, needOf(rule), person, world, insideOf(rule, world)));
}
