import { Temporal } from "temporal-polyfill";
import { startOfDay } from "@/lib/badges/rules";
import { layOut, planOccurrences } from "@/lib/criteria/occurrences";
import type { Criteria, LeafRule } from "@/lib/criteria/schema";

const UNITS = ["day", "month", "quarter", "year"] as const;
export type AnchorUnit = (typeof UNITS)[number];

/** The unit of time after which the rule may no longer be met though nothing was corrected; null for never. */
function unitOf(rule: LeafRule): AnchorUnit | null {
  // What was held may have ended since.
  if (rule.type === "certification_held" || rule.type === "badge_held") return "day";
  if (!("window" in rule) || rule.window === "lifetime") return null;
  if (typeof rule.window === "string") return rule.window;
  return "last" in rule.window ? "day" : null;
}

/**
 * Whether time alone can make these criteria unmet, and the shortest unit in which it cannot: what was earned in 2024
 * by a rule about "this year" is judged by 2024. Null when the criteria may be judged by all there is now. A window
 * that names the occurrence is always its own. Throws as `planOccurrences` does.
 */
export function anchorUnit(criteria: Criteria, isRepeatable: boolean): AnchorUnit | null {
  const plan = planOccurrences(criteria, isRepeatable);
  const units = layOut(criteria).leaves.map(({ index, rule }) =>
    plan.kind === "window" && plan.leaves.includes(index) ? null : unitOf(rule),
  );
  return UNITS.find((unit) => units.includes(unit)) ?? null;
}

function firstOf(day: Temporal.PlainDate, unit: AnchorUnit): Temporal.PlainDate {
  if (unit === "day") return day;
  if (unit === "month") return day.with({ day: 1 });
  return day.with({ day: 1, month: unit === "year" ? 1 : Math.floor((day.month - 1) / 3) * 3 + 1 });
}

const LENGTH = {
  day: { days: 1 },
  month: { months: 1 },
  quarter: { months: 3 },
  year: { years: 1 },
} as const;

/** The last millisecond of the unit a calendar day lies in, or `now` when that is still to come. */
export function anchorOf(
  day: Temporal.PlainDate | string,
  unit: AnchorUnit,
  { timeZone, now }: Readonly<{ timeZone: string; now: Date }>,
): Date {
  const next = firstOf(Temporal.PlainDate.from(day), unit).add(LENGTH[unit]);
  return new Date(Math.min(startOfDay(next, timeZone).getTime() - 1, now.getTime()));
}
