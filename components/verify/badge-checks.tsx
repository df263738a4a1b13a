import { useTranslations } from "next-intl";
import { Icon } from "@/components/ui/icon";
import type { IconName } from "@/components/ui/icon-names";
import type { Check, Verdict } from "@/lib/credential-check/rules";

const LOOK: Record<Verdict, { icon: IconName; ink: string }> = {
  pass: { icon: "circle-check", ink: "text-success" },
  fail: { icon: "circle-x", ink: "text-danger" },
  not_checked: { icon: "circle-dashed", ink: "text-muted" },
};

/** Each check with its verdict in words and the reason. */
export function BadgeChecks({ checks }: { checks: readonly Check[] }) {
  const t = useTranslations("badgeCheck");
  return (
    <section aria-labelledby="checks" className="space-y-4">
      <h2 id="checks" className="text-xl">
        {t("checks.title")}
      </h2>
      <ul className="space-y-4">
        {checks.map(({ name, verdict, code, values }) => {
          const { icon, ink } = LOOK[verdict];
          return (
            <li key={name} className="flex gap-3">
              <Icon as={icon} size={22} className={`mt-0.5 shrink-0 ${ink}`} />
              <div className="wrap-anywhere min-w-0">
                <h3 className="font-semibold text-base">
                  {t(`checks.${name}`)}: <span className={ink}>{t(`verdicts.${verdict}`)}</span>
                </h3>
                <p className="max-w-prose text-muted">{t(`reasons.${code}`, values)}</p>
              </div>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
