import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { UnmetList } from "@/components/badges/unmet-list";
import { Callout } from "@/components/ui/callout";

type Props = {
  /** What is missing, and since when, already written. */
  missing: readonly string[];
  since: string;
  actions: ReactNode;
};

/** Says that a badge's criteria are no longer met, what is missing, and what can be done. */
export function FlagCallout({ missing, since, actions }: Props) {
  const t = useTranslations("flags");
  return (
    <Callout tone="warning" title={t("title")}>
      <p className="max-w-prose">
        {t("explained")} {t("since", { when: since })}
      </p>
      <div className="font-semibold">
        <UnmetList texts={missing} />
      </div>
      <div className="pt-2">{actions}</div>
    </Callout>
  );
}
