import { getTranslations } from "next-intl/server";
import { periodText } from "@/components/tiers/period-text";
import { formats } from "@/lib/i18n/formats";
import type { PersonTier } from "@/lib/tiers/person-queries";

/** The history of somebody's tiers in the reader's language. */
export async function writtenTiers(timeZone: string, tiers: readonly PersonTier[]) {
  const t = await getTranslations("tiers");
  const errors = await getTranslations("errors");
  const f = await formats(timeZone);
  const became = ({ status, supersededBy, revokedAt, revocationReason }: PersonTier): string => {
    if (status === "superseded") {
      return supersededBy ? t("history.superseded", { name: supersededBy }) : t("history.outOfUse");
    }
    if (status !== "revoked") return "";
    const isOurs = revocationReason === "tiers.noLongerMet";
    const reason = isOurs ? errors("tiers.noLongerMet") : (revocationReason ?? "");
    return revokedAt ? t("history.revoked", { on: f.shortDate(revokedAt), reason }) : reason;
  };
  return tiers.map((tier) => ({
    ...tier,
    period: periodText(t, tier.periodKey),
    value: t("valueOf", { value: tier.value, metric: tier.metric }),
    since: f.shortDate(tier.assignedAt),
    became: became(tier),
    presented: tier.presentedAt && f.shortDate(tier.presentedAt),
  }));
}
