import type { Temporal } from "temporal-polyfill";
import { periodOf } from "@/lib/badges/rules";
import type { Ctx } from "@/lib/context";
import { criteriaOf, type Trigger } from "@/lib/criteria/from-trigger";
import { type OccurrencePlan, planOccurrences } from "@/lib/criteria/occurrences";
import type { Tx } from "@/lib/db";

type Wanted = Readonly<{
  achievement: Trigger & { id: string; isRepeatable: boolean };
  userId: string;
  /** The day it is awarded for, of the organisation's calendar. */
  day: Temporal.PlainDate;
}>;

/**
 * Which occurrence an award by hand is, or null when the person has them all or was given this one already.
 *
 * An achievement earned once has `once`; one per window has the window of the day it is awarded for. Any other
 * repeatable achievement goes on where the person is: the lowest listed threshold they lack, the next multiple, or
 * the next number when nothing is counted. Of these a person gets one by hand for the same day: so two coordinators
 * at once give one award, whichever sees the other's first, and another date says that another one is meant.
 */
export async function nextOccurrence(tx: Tx, ctx: Ctx, wanted: Wanted): Promise<string | null> {
  const plan = occurrencePlan(wanted.achievement);
  const where = {
    organizationId: ctx.organization.id,
    achievementId: wanted.achievement.id,
    userId: wanted.userId,
    status: { in: [...COUNTED] },
  };
  const select = { occurrence: true, status: true, source: true, metOn: true } as const;
  const rows = isNumbered(plan) ? await tx.earnedBadge.findMany({ where, select }) : [];
  const earned = rows.map(({ metOn, ...row }) => ({
    ...row,
    metOn: metOn?.toISOString().slice(0, 10) ?? null,
  }));
  return occurrenceAmong(plan, earned, wanted.day);
}

const COUNTED = ["pending_approval", "awarded", "expired"] as const;

/** A badge the person has or had; the day it is for is `yyyy-mm-dd`. */
export type Earned = Readonly<{ occurrence: string; status: string; source: string; metOn: string | null }>;

/** The same for a person whose badges of the achievement are known: for many at once. */
export function occurrenceAmong(
  plan: ByHandPlan,
  earned: readonly Earned[],
  day: Temporal.PlainDate,
): string | null {
  if (plan.kind === "once") return "once";
  if (plan.kind === "window") return periodOf(day, plan.unit);
  const rows = earned.filter(({ status }) => (COUNTED as readonly string[]).includes(status));
  const isGiven = rows.some(({ source, metOn }) => source === "manual" && metOn === day.toString());
  if (isGiven) return null;
  const standing = rows.filter(({ status }) => status !== "expired");
  return following(plan, numbers(rows), numbers(standing));
}

export type ByHandPlan = OccurrencePlan | { kind: "number" };
type NumberPlan = Exclude<ByHandPlan, { kind: "once" | "window" }>;

const isNumbered = (plan: ByHandPlan): plan is NumberPlan => plan.kind !== "once" && plan.kind !== "window";

const numbers = (rows: readonly { occurrence: string }[]) =>
  rows.map(({ occurrence }) => (/^\d+(?:\.\d+)?$/.test(occurrence) ? Number(occurrence) : 0));

function following(plan: NumberPlan, ever: readonly number[], standing: readonly number[]): string | null {
  const highest = Math.max(0, ...ever);
  if (plan.kind === "number") return String(highest + 1);
  if (plan.kind === "multiples") return String((Math.floor(highest / plan.step) + 1) * plan.step);
  const missing = plan.thresholds.find((threshold) => !standing.includes(threshold));
  return missing === undefined ? null : String(missing);
}

/** How the awards of an achievement are told apart when people give them. */
export function occurrencePlan(achievement: Trigger & { isRepeatable: boolean }): ByHandPlan {
  const criteria = achievement.isRepeatable ? criteriaOf(achievement) : null;
  if (criteria) return planOccurrences(criteria, true);
  return achievement.isRepeatable ? { kind: "number" } : { kind: "once" };
}
