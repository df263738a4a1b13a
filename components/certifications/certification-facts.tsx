import { useTranslations } from "next-intl";
import { DescriptionList } from "@/components/ui/description-list";
import { TextLink } from "@/components/ui/text-link";
import type { CertificationView } from "@/lib/certifications/queries";

type Props = { org: string; certification: CertificationView; written: { date: (at: Date) => string } };

export function CertificationFacts({ org, certification, written }: Props) {
  const t = useTranslations("certifications");
  const { userId, person, type, issuedAt, expiresAt, source, renewedBy, notes } = certification;
  return (
    <DescriptionList
      items={[
        { term: t("person"), detail: <TextLink href={`/o/${org}/people/${userId}`}>{person}</TextLink> },
        { term: t("type"), detail: type },
        { term: t("issued"), detail: written.date(issuedAt) },
        { term: t("expires"), detail: expiresAt ? written.date(expiresAt) : t("never") },
        { term: t("detail.source"), detail: t(`source.${source}`) },
        ...(renewedBy
          ? [
              {
                term: t("detail.renewedBy"),
                detail: (
                  <TextLink href={`/o/${org}/certifications/${renewedBy.id}`}>
                    {renewedBy.certificateNumber}
                  </TextLink>
                ),
              },
            ]
          : []),
        ...(notes
          ? [{ term: t("notes"), detail: <p className="max-w-prose whitespace-pre-line">{notes}</p> }]
          : []),
      ]}
    />
  );
}
