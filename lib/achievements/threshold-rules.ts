import * as z from "zod";
import type { AchievementForm } from "@/lib/achievements/form-rules";
import type { RuleDraft } from "@/lib/criteria/draft-rules";
import { QUARTER_YEAR } from "@/lib/criteria/rule-schema";

const chosen = z.object({
  /** Place of the rule: `2`, or `2.1` inside a group. */
  rule: z.string().regex(/^\d{1,2}(\.\d{1,2})?$/),
  threshold: z.coerce.number().positive().max(1_000_000).multipleOf(QUARTER_YEAR),
});

/**
 * A form that begins with another threshold of one rule, chosen elsewhere, and which it was; null where the address
 * says none, or names a rule that is not there or has several.
 */
export function withThreshold(
  form: AchievementForm,
  query: Readonly<Record<string, unknown>>,
): { form: AchievementForm; threshold: number } | null {
  const wanted = chosen.safeParse(query);
  if (!wanted.success) return null;
  const { rule: path, threshold } = wanted.data;
  if (form.triggerType === "manual") return null;
  if (form.triggerType !== "criteria") {
    return path === "0" && Number.isInteger(threshold)
      ? { form: { ...form, triggerThreshold: threshold }, threshold }
      : null;
  }
  const [at = 0, ...below] = path.split(".").map(Number);
  const rules = changed(form.criteria.rules, at, below, threshold);
  return rules && { form: { ...form, criteria: { ...form.criteria, rules } }, threshold };
}

function changed(
  rules: readonly RuleDraft[],
  at: number,
  below: readonly number[],
  threshold: number,
): RuleDraft[] | null {
  const rule = rules[at];
  if (!rule || (rule.type === "group") !== below.length > 0) return null;
  const [next, ...rest] = below;
  if (next === undefined) {
    const fits = Number.isInteger(threshold) || rule.type === "membership_years";
    return rule.several || !fits ? null : rules.with(at, { ...rule, threshold });
  }
  const inner = changed(rule.rules, next, rest, threshold);
  return inner && rules.with(at, { ...rule, rules: inner });
}
