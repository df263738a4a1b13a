import type { LeafRule } from "@/lib/criteria/schema";

const counted = new Set<LeafRule["type"]>(["activity_count", "active_periods"]);

/**
 * Whether one more activity, on this day of the organisation's calendar (`yyyy-mm-dd`), brings somebody one further with
 * the rule. Not of a streak, whose longest run may lie years back; not of units that ask for several activities each;
 * and not of days that are over or have not begun.
 */
export function growsByOne(rule: LeafRule, today: string): boolean {
  if (!counted.has(rule.type)) return false;
  if (rule.type === "active_periods" && rule.minPerUnit > 1) return false;
  const window = "window" in rule ? rule.window : "lifetime";
  return typeof window === "string" || !("from" in window) || (window.from <= today && today <= window.to);
}
