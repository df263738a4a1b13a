import { getTranslations } from "next-intl/server";
import type { Ctx } from "@/lib/context";
import { describeCriteria, type Words } from "@/lib/criteria/describe";
import type { Criteria, LeafRule } from "@/lib/criteria/schema";
import { namesIn } from "@/lib/evaluation/names-queries";
import { formats } from "@/lib/i18n/formats";
import type { TierView } from "@/lib/tiers/view-queries";

type Measured = Pick<TierView, "metric" | "threshold" | "filter" | "awardPeriod" | "extra">;

const WINDOW = { annual: "year", seasonal: "quarter", lifetime: "lifetime" } as const;

/** What is counted, as the rule of criteria that says the same; badges are counted, not named, and have none. */
function ruleOf({ metric, threshold, filter, awardPeriod }: Measured): LeafRule | null {
  const window = WINDOW[awardPeriod];
  const filtered = filter ? { filter } : {};
  switch (metric) {
    case "activity_count":
    case "activity_hours":
      return { type: metric, threshold, window, ...filtered };
    case "referral_count":
      return { type: metric, threshold, window };
    case "course_completion_count":
      return { type: "course_completion", threshold, match: "any", window };
    case "membership_years":
      return { type: metric, threshold };
    case "badge_count":
      return null;
  }
}

/** Writes what tiers take as sentences in the reader's language, with names for what their extra criteria refer to. */
export async function tierSentences(
  ctx: Ctx,
  tiers: readonly Measured[],
): Promise<(tier: Measured) => string> {
  const names = await namesIn(
    ctx,
    tiers.map(({ extra }) => ({
      triggerType: extra ? ("criteria" as const) : ("manual" as const),
      triggerThreshold: null,
      triggerMetadata: {},
      criteria: extra,
    })),
  );
  const t = await getTranslations("tiers");
  const criteria = await getTranslations("criteria");
  const format = await formats(ctx.organization.timeZone);
  const words: Words = {
    // Its keys are put together as it goes.
    t: criteria as unknown as Words["t"],
    format,
    nameOf: (what, key) => names[what]?.[key],
  };
  const counted = (tier: Measured): string => {
    const rule = ruleOf(tier);
    const repeats = tier.awardPeriod !== "lifetime";
    if (rule) {
      const whole: Criteria = { version: 1, match: "all", rules: [rule] };
      return describeCriteria(whole, repeats && "window" in rule, words);
    }
    return t("badgeCount", { count: tier.threshold, period: tier.awardPeriod });
  };
  return (tier) => {
    const first = counted(tier);
    if (!tier.extra) return first;
    const more = describeCriteria(tier.extra, false, words);
    return t("andAlso", { first, more: more.charAt(0).toLocaleLowerCase(format.locale) + more.slice(1) });
  };
}
