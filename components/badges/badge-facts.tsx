import { useTranslations } from "next-intl";
import { EvidenceLink } from "@/components/badges/evidence-link";
import { DescriptionList } from "@/components/ui/description-list";
import { TextLink } from "@/components/ui/text-link";
import type { BadgeView } from "@/lib/badges/queries";

type Props = {
  org: string;
  badge: BadgeView;
  written: {
    date: (value: Date | string) => string;
    dateTime: (value: Date | string) => string;
    occurrence: string;
  };
};

export function BadgeFacts({ org, badge, written }: Props) {
  const t = useTranslations("badges");
  const byHand = useTranslations("byHand.badge");
  const { holder, achievement } = badge;
  const items = [
    {
      term: t("person"),
      detail: <TextLink href={`/o/${org}/people/${holder.userId}`}>{holder.name}</TextLink>,
    },
    {
      term: t("achievement"),
      detail: <TextLink href={`/o/${org}/achievements/${achievement.id}`}>{achievement.name}</TextLink>,
    },
    { term: t("detail.version"), detail: String(achievement.version) },
    { term: t("source"), detail: t(`sources.${badge.source}`) },
    { term: t("occurrence"), detail: written.occurrence },
    { term: t("awarded"), detail: written.dateTime(badge.awardedAt) },
    { term: t("detail.metOn"), detail: badge.metOn && written.date(badge.metOn) },
    {
      term: t("detail.expires"),
      detail: badge.expiresAt ? written.dateTime(badge.expiresAt) : t("detail.never"),
    },
    { term: t("reason"), detail: badge.reason },
    {
      term: t("award.evidenceUrl"),
      detail: badge.evidenceUrl && <EvidenceLink address={badge.evidenceUrl} />,
    },
    { term: t("award.evidenceNarrative"), detail: badge.evidenceNarrative },
    {
      term: byHand("batch"),
      detail: badge.batchId && (
        <TextLink href={`/o/${org}/badges/batches/${badge.batchId}`}>{byHand("seeBatch")}</TextLink>
      ),
    },
    { term: byHand("message"), detail: badge.notify ? null : byHand("silent") },
  ];
  return <DescriptionList items={items.filter(({ detail }) => detail)} />;
}
