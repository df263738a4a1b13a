import { authorize, type Ctx, requireModule } from "@/lib/context";
import type { ActivityFilter } from "@/lib/criteria/rule-schema";
import { type Criteria, criteriaSchema } from "@/lib/criteria/schema";
import { inTenant, type Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import type { TierMetric } from "@/lib/tiers/keys";
import { type AwardPeriod, periodAt } from "@/lib/tiers/period-rules";

/** A tier as those who look after the ladder see it. */
export type TierView = Readonly<{
  id: string;
  name: string;
  iconKey: string;
  colorToken: string | null;
  description: string | null;
  isActive: boolean;
  /** From 1 for the lowest; of tiers out of use, their place among those. */
  place: number;
  metric: TierMetric;
  threshold: number;
  filter: ActivityFilter | null;
  awardPeriod: AwardPeriod;
  extra: Criteria | null;
  /** The period that runs, for this tier. */
  periodKey: string;
  /** For how many it counts in that period. */
  holders: number;
  /** Whether anybody was ever assigned it: then it cannot be deleted. */
  wasAssigned: boolean;
}>;

type Row = Omit<TierView, "extra" | "periodKey" | "holders" | "threshold"> &
  Readonly<{ threshold: string; extra: unknown; annual: number; seasonal: number; lifetime: number }>;

/** The ladder, lowest first, and after it what is out of use. */
export async function listTiers(ctx: Ctx): Promise<readonly TierView[]> {
  authorize(ctx, "tiers:read");
  requireModule(ctx, "recognition_tiers");
  return inTenant(ctx, (tx, now) => tiersAt(tx, ctx, now));
}

/** One tier by its id. Unknown and foreign ones are both `not_found`. */
export async function getTier(ctx: Ctx, id: string): Promise<TierView> {
  const found = (await listTiers(ctx)).find((tier) => tier.id === id);
  if (!found) throw notFound("tier");
  return found;
}

/** The keys of the periods that run at a moment, one of each kind. */
export const keysAt = ({ organization }: Ctx, now: Date): Readonly<Record<AwardPeriod, string>> => ({
  annual: periodAt("annual", now, organization.timeZone).key,
  seasonal: periodAt("seasonal", now, organization.timeZone).key,
  lifetime: periodAt("lifetime", now, organization.timeZone).key,
});

async function tiersAt(tx: Tx, ctx: Ctx, now: Date): Promise<TierView[]> {
  const keys = keysAt(ctx, now);
  const rows = await tx.$queryRaw<(Row & { holders: number })[]>`
    SELECT t.id, t.name, t.icon_key AS "iconKey", t.color_token AS "colorToken", t.description, t.is_active AS "isActive",
      t.display_order AS place, t.criteria_type::text AS metric, t.criteria_threshold::text AS threshold,
      t.criteria_filter AS filter, t.award_period::text AS "awardPeriod", t.extra_criteria AS extra,
      EXISTS (SELECT FROM tier_assignments a WHERE a.organization_id = t.organization_id AND a.tier_id = t.id) AS "wasAssigned",
      (SELECT count(*)::int FROM tier_assignments a WHERE a.organization_id = t.organization_id AND a.tier_id = t.id AND a.status = 'assigned'
        AND a.period_key = CASE t.award_period WHEN 'annual' THEN ${keys.annual} WHEN 'seasonal' THEN ${keys.seasonal} ELSE ${keys.lifetime} END) AS holders
    FROM recognition_tiers t WHERE t.organization_id = ${ctx.organization.id}::uuid
    ORDER BY NOT t.is_active, t.display_order`;
  return rows.map(({ threshold, extra, ...row }) => ({
    ...row,
    threshold: Number(threshold),
    extra: criteriaOrNull(extra),
    periodKey: keys[row.awardPeriod],
  }));
}

/** What a former version let through and this one does not is not shown. */
const criteriaOrNull = (stored: unknown): Criteria | null => criteriaSchema.safeParse(stored).data ?? null;
