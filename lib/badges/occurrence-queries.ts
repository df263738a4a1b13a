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
  const plan = planOf(wanted.achievement);
  if (plan.kind === "once") return "once";
  if (plan.kind === "window") return periodOf(wanted.day, plan.unit);
  const rows = await tx.earnedBadge.findMany({
    where: {
      organizationId: ctx.organization.id,
      achievementId: wanted.achievement.id,
      userId: wanted.userId,
      status: { in: ["pending_approval", "awarded", "expired"] },
    },
    select: { occurrence: true, status: true, source: true, metOn: true },
  });
  const day = wanted.day.toString();
  const isGiven = rows.some(
    ({ source, metOn }) => source === "manual" && metOn?.toISOString().startsWith(day),
  );
  if (isGiven) return null;
  const standing = rows.filter(({ status }) => status !== "expired");
  return following(plan, numbers(rows), numbers(standing));
}

type NumberPlan = Exclude<OccurrencePlan, { kind: "once" | "window" }> | { kind: "number" };

const numbers = (rows: readonly { occurrence: string }[]) =>
  rows.map(({ occurrence }) => (/^\d+$/.test(occurrence) ? Number(occurrence) : 0));

function following(plan: NumberPlan, ever: readonly number[], standing: readonly number[]): string | null {
  const highest = Math.max(0, ...ever);
  if (plan.kind === "number") return String(highest + 1);
  if (plan.kind === "multiples") return String((Math.floor(highest / plan.step) + 1) * plan.step);
  const missing = plan.thresholds.find((threshold) => !standing.includes(threshold));
  return missing === undefined ? null : String(missing);
}

function planOf(achievement: Trigger & { isRepeatable: boolean }): OccurrencePlan | { kind: "number" } {
  const criteria = achievement.isRepeatable ? criteriaOf(achievement) : null;
  if (criteria) return planOccurrences(criteria, true);
  return achievement.isRepeatable ? { kind: "number" } : { kind: "once" };
}
