import { useTranslations } from "next-intl";
import { DescriptionList } from "@/components/ui/description-list";
import type { AchievementView } from "@/lib/achievements/queries";

type Props = { achievement: AchievementView; written: { takes: string; date: (day: string) => string } };

/** What it takes, in words. */
export function Definition({ achievement, written }: Props) {
  const t = useTranslations("achievements");
  const words = useTranslations("common.category");
  const { criteria, expirePeriod, expireDate } = achievement;
  const validity = expirePeriod
    ? t("detail.forDays", { days: expirePeriod })
    : expireDate
      ? t("detail.until", { date: written.date(expireDate) })
      : t("detail.forever");
  return (
    <>
      <p className="max-w-prose whitespace-pre-line">{achievement.description}</p>
      <DescriptionList
        items={[
          { term: t("detail.trigger"), detail: written.takes },
          {
            term: t("detail.repeatable"),
            detail: t(achievement.isRepeatable ? "detail.several" : "detail.once"),
          },
          {
            term: t("detail.approval"),
            detail: t(achievement.needsApproval ? "detail.needsApproval" : "detail.noApproval"),
          },
          { term: t("detail.validity"), detail: validity },
          { term: t("detail.category"), detail: words(achievement.category) },
          { term: t("detail.key"), detail: <code>{achievement.key}</code> },
        ]}
      />
      {criteria ? (
        <details>
          <summary className="cursor-pointer font-semibold">{t("detail.rules")}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: without focus the keyboard cannot scroll it */}
          <pre tabIndex={0} className="mt-2 max-h-96 overflow-auto rounded-md bg-sunken p-3 text-sm">
            {JSON.stringify(criteria, null, 2)}
          </pre>
        </details>
      ) : null}
    </>
  );
}
