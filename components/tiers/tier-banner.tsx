import { useTranslations } from "next-intl";
import { periodText } from "@/components/tiers/period-text";
import { TierMark } from "@/components/tiers/tier-mark";
import type { TierBanner as Shown } from "@/lib/tiers/banner-queries";

/** The tier somebody is shown with, and what it stands for to those who ask; hidden where there is none. */
export function TierBanner({ tier }: { tier: Shown | null }) {
  const t = useTranslations("tiers");
  if (!tier) return null;
  return (
    <section
      aria-labelledby="tier"
      className="mb-8 flex items-start gap-4 rounded-lg border border-line bg-surface px-4 py-4 shadow-raised sm:px-6"
    >
      <TierMark iconKey={tier.iconKey} colorToken={tier.colorToken} size={64} />
      <div className="min-w-0 self-center">
        <h2 id="tier" className="font-bold text-xl">
          <span className="sr-only">{`${t("banner.label")}: `}</span>
          {tier.name}
        </h2>
        <p className="text-muted">{t("banner.period", { period: periodText(t, tier.periodKey) })}</p>
        {tier.description ? (
          <details className="mt-1">
            <summary className="text-link w-fit cursor-pointer">{t("banner.what")}</summary>
            <p className="max-w-prose whitespace-pre-line pt-1">{tier.description}</p>
          </details>
        ) : null}
      </div>
    </section>
  );
}
