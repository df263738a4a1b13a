import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";

type Props = {
  number: string;
  /** The old one is valid still, and is superseded; otherwise it has expired and stays so. */
  isRunning: boolean;
  /** Written days. */
  today: string;
  until: string;
};

/** What a renewal will do, before it is done. */
export function RenewalPlan({ number, isRunning, today, until }: Props) {
  const t = useTranslations("certificateLife.renew");
  return (
    <Card title={t("plan")}>
      <DescriptionList
        items={[
          { term: t("newFrom"), detail: t("today", { date: today }) },
          { term: t("newUntil"), detail: until },
          { term: t("oldStays", { number }), detail: t(isRunning ? "becomesSuperseded" : "staysExpired") },
        ]}
      />
      <p className="text-muted">{t(isRunning ? "fromOldEnd" : "fromToday")}</p>
    </Card>
  );
}
