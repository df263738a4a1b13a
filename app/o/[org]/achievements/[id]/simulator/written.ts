import { getTranslations } from "next-intl/server";
import type { ShownPeriod } from "@/components/achievements/simulator-chart";
import { layOut } from "@/lib/criteria/occurrences";
import type { Criteria } from "@/lib/criteria/schema";
import type { Simulated } from "@/lib/evaluation/simulator-queries";
import { formats } from "@/lib/i18n/formats";

/** The periods with their names in the reader's language. */
export async function writtenPeriods(timeZone: string, simulated: Simulated): Promise<ShownPeriod[]> {
  const t = await getTranslations("simulator");
  const badges = await getTranslations("badges");
  const f = await formats(timeZone);
  const range = rangeOf(simulated.criteria, simulated.rule);
  const named = (name: string) => {
    const [, year = "", quarter, month] = /^(\d{4})(?:-Q([1-4])|-(\d{2}))?$/.exec(name) ?? [];
    if (quarter) {
      return {
        label: badges("quarterOf", { quarter: Number(quarter), year }),
        short: t("quarter", { quarter, year }),
      };
    }
    // The chart has room for three letters of a month.
    if (month) return { label: f.month(name), short: `${f.month(name).slice(0, 3)} ${year}` };
    if (year) return { label: year, short: year };
    const [from = "", to = ""] = range.map((day) => f.date(day));
    return { label: t("notes.range", { from, to }), short: t("per") };
  };
  return simulated.periods.map((period) => ({ ...period, ...named(period.name) }));
}

function rangeOf(criteria: Criteria, path: string): readonly string[] {
  const rule = layOut(criteria).leaves.find((leaf) => leaf.path === path)?.rule;
  const window = rule && "window" in rule ? rule.window : null;
  return window && typeof window === "object" && "to" in window ? [window.from, window.to] : [];
}
