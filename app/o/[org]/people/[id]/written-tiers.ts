import { getTranslations } from "next-intl/server";
import { periodText } from "@/components/tiers/period-text";
import { formats } from "@/lib/i18n/formats";
import type { PersonTier } from "@/lib/tiers/person-queries";
import { amounts } from "../../amounts";

/** The history of somebody's tiers in the reader's language. */
export async function writtenTiers(timeZone: string, tiers: readonly PersonTier[]) {
  const t = await getTranslations("tiers");
  const errors = await getTranslations("errors");
  const f = await formats(timeZone);
  const amount = await amounts();
  const overtaken = ({ isActive, supersededBy }: PersonTier): string => {
    if (!supersededBy) return t("history.outOfUse");
    return t(isActive ? "history.superseded" : "history.outOfUseInstead", { name: supersededBy });
  };
  const takenBack = ({ revokedAt, revocationReason }: PersonTier): string => {
    const isOurs = revocationReason === "tiers.noLongerMet";
    const reason = isOurs ? errors("tiers.noLongerMet") : (revocationReason ?? "");
    return revokedAt ? t("history.revoked", { on: f.shortDate(revokedAt), reason }) : reason;
  };
  const became = (tier: PersonTier): string => {
    if (tier.status === "superseded") return overtaken(tier);
    return tier.status === "revoked" ? takenBack(tier) : "";
  };
  return tiers.map((tier) => ({
    ...tier,
    period: periodText(t, tier.periodKey),
    value: t("valueOf", {
      value: tier.value,
      metric: tier.metric,
      duration: amount(tier.metric, tier.value),
    }),
    since: f.shortDate(tier.assignedAt),
    became: became(tier),
    presented: tier.presentedAt && f.shortDate(tier.presentedAt),
  }));
}
