import { getTranslations } from "next-intl/server";
import type { ShownStanding } from "@/components/tiers/standings-table";
import type { Ctx } from "@/lib/context";
import { formats } from "@/lib/i18n/formats";
import type { Standings } from "@/lib/tiers/season-queries";
import type { StandingRow } from "@/lib/tiers/standings-queries";

/** Rows of the standings in the reader's language. */
export async function writtenStandings(
  ctx: Ctx,
  { tiers }: Pick<Standings, "tiers">,
  rows: readonly StandingRow[],
): Promise<ShownStanding[]> {
  const t = await getTranslations("standings");
  const words = await getTranslations("tiers");
  const f = await formats(ctx.organization.timeZone);
  const byId = new Map(tiers.map((tier) => [tier.id, tier]));
  const nextText = ({ next }: StandingRow): string => {
    const tier = next && byId.get(next.tierId);
    if (!next || !tier) return "";
    const values = { tier: tier.name, have: f.number(next.have, 2), need: f.number(next.need, 2) };
    return next.have >= next.need
      ? t("nextMore", values)
      : t("nextLeft", { ...values, left: f.number(next.need - next.have, 2) });
  };
  const valueText = ({ held }: StandingRow): string => {
    const tier = held && byId.get(held.tierId);
    return held && tier ? words("valueOf", { value: held.value, metric: tier.metric }) : "";
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
