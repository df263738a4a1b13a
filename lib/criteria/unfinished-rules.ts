import type { CriteriaDraft, RuleDraft } from "@/lib/criteria/draft-rules";
import { type CriteriaInput, leafRuleSchema } from "@/lib/criteria/schema";
import { writtenCriteria, writtenRule } from "@/lib/criteria/written-rules";

type Finished = Readonly<{
  /** The criteria of the rules that are filled in. */
  written: CriteriaInput;
  /** The numbers of those that are not, as people see them: "2", "3.1". */
  unfinished: readonly string[];
}>;

/** A number of rules that must be met, lowered to those that are there so far. */
const within = (parts: RuleDraft["parts"] | undefined, count: number): RuleDraft["parts"] => {
  const least = Number(parts?.atLeast);
  if (parts?.kind !== "atLeast") return { kind: parts?.kind ?? "all", atLeast: "" };
  return { kind: "atLeast", atLeast: Math.min(Math.max(Number.isInteger(least) ? least : 1, 1), count) };
};

/** The part of a draft that can be read as a sentence already, and which rules wait to be filled in. */
export function finishedPart(draft: CriteriaDraft): Finished {
  const unfinished: string[] = [];
  const isFinished = (rule: RuleDraft, place: string): boolean => {
    if (leafRuleSchema.safeParse(writtenRule(rule)).success) return true;
    unfinished.push(place);
    return false;
  };
  const rules = (draft.rules ?? []).flatMap((rule, index): RuleDraft[] => {
    const place = String(index + 1);
    if (rule.type !== "group") return isFinished(rule, place) ? [rule] : [];
    const inner = (rule.rules ?? []).filter((one, below) => isFinished(one, `${place}.${below + 1}`));
    return inner.length > 0
      ? [{ ...rule, description: "", parts: within(rule.parts, inner.length), rules: inner }]
      : [];
  });
  const parts = within(draft.parts, rules.length);
  return { written: writtenCriteria({ description: "", parts, rules }), unfinished };
}
