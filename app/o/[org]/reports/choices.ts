import { getTranslations } from "next-intl/server";
import { periodText } from "@/components/tiers/period-text";
import type { Ctx } from "@/lib/context";
import { isMonth, keptPeriods, periodOfChoice, relativePeriods } from "@/lib/dashboard/period-rules";
import { formats } from "@/lib/i18n/formats";

/** So many years back stand among the choices; any other can be written in the address. */
const YEARS = 5;

/** With the one that was chosen, also when it lies further back. */
const newestFirst = (choices: readonly string[]) => [...new Set(choices)].sort().reverse();

/** The periods to choose among: those named by today, the last twelve months, and the years and quarters of the last years. */
export async function periodChoices(ctx: Ctx, chosen: string) {
  const t = await getTranslations("dashboard.charts");
  const tiers = await getTranslations("tiers");
  const f = await formats(ctx.organization.timeZone);
  const now = new Date();
  const first = new Date(now.getTime() - YEARS * 365 * 86_400_000);
  const keys = keptPeriods(first, now, ctx.organization.timeZone)
    .map(({ key }) => key)
    .filter((key) => key !== "12-months");
  const { months } = periodOfChoice("12-months", now, ctx.organization.timeZone);
  const named = /^\d{4}/.test(chosen) ? [chosen] : [];
  return [
    ...relativePeriods.map((value) => ({ value: value as string, label: t(`periods.${value}`) })),
    ...newestFirst([...named.filter(isMonth), ...months]).map((value) => ({
      value,
      label: f.month(value),
    })),
    ...newestFirst([...named.filter((one) => !isMonth(one)), ...keys]).map((value) => ({
      value,
      label: periodText(tiers, value),
    })),
  ];
}
