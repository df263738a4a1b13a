import { getTranslations } from "next-intl/server";
import { periodText } from "@/components/tiers/period-text";
import type { Ctx } from "@/lib/context";
import { keptPeriods, relativePeriods } from "@/lib/dashboard/period-rules";

/** So many years back stand among the choices; any other can be written in the address. */
const YEARS = 5;

/** The periods to choose among: those named by today, and the years and quarters of the last years. */
export async function periodChoices(ctx: Ctx, chosen: string) {
  const t = await getTranslations("dashboard.charts");
  const tiers = await getTranslations("tiers");
  const now = new Date();
  const first = new Date(now.getTime() - YEARS * 365 * 86_400_000);
  const keys = keptPeriods(first, now, ctx.organization.timeZone)
    .map(({ key }) => key)
    .filter((key) => key !== "12-months");
  const all = [...new Set(/^\d{4}/.test(chosen) ? [chosen, ...keys] : keys)].sort().reverse();
  return [
    ...relativePeriods.map((value) => ({ value: value as string, label: t(`periods.${value}`) })),
    ...all.map((value) => ({ value, label: periodText(tiers, value) })),
  ];
}
