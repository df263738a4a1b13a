import { getTranslations } from "next-intl/server";
import type { ShownStanding } from "@/components/tiers/standings-table";
import type { Ctx } from "@/lib/context";
import { formats } from "@/lib/i18n/formats";
import type { Standings } from "@/lib/tiers/season-queries";
import type { StandingRow } from "@/lib/tiers/standings-queries";
import { amounts } from "../../amounts";

/** Rows of the standings in the reader's language. */
export async function writtenStandings(
  ctx: Ctx,
  { tiers }: Pick<Standings, "tiers">,
  rows: readonly StandingRow[],
): Promise<ShownStanding[]> {
  const t = await getTranslations("standings");
  const words = await getTranslations("tiers");
  const f = await formats(ctx.organization.timeZone);
  const duration = await amounts();
  const amount = (metric: string, value: number) =>
    metric === "membership_years" ? duration(metric, value) : f.number(value, 2);
  const byId = new Map(tiers.map((tier) => [tier.id, tier]));
  const nextText = ({ next }: StandingRow): string => {
    const tier = next && byId.get(next.tierId);
    if (!next || !tier) return "";
    const values = {
      tier: tier.name,
      have: amount(tier.metric, next.have),
      need: amount(tier.metric, next.need),
    };
    return next.have >= next.need
      ? t("nextMore", values)
      : t("nextLeft", { ...values, left: amount(tier.metric, next.need - next.have) });
  };
  const valueText = ({ held }: StandingRow): string => {
    const tier = held && byId.get(held.tierId);
    return held && tier
      ? words("valueOf", {
          value: held.value,
          metric: tier.metric,
          duration: duration(tier.metric, held.value),
        })
      : "";
  };
  return rows.map((row) => ({
    userId: row.userId,
    name: row.name,
    id: row.held?.id ?? null,
    tier: (row.held && byId.get(row.held.tierId)) ?? null,
    value: valueText(row),
    since: row.held ? f.shortDate(row.held.assignedAt) : "",
    next: nextText(row),
    presented: row.held?.presentedAt ? f.shortDate(row.held.presentedAt) : null,
  }));
}
