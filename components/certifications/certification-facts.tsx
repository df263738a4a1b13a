import { useTranslations } from "next-intl";
import { WithNumbers } from "@/components/certifications/with-numbers";
import { DescriptionList } from "@/components/ui/description-list";
import { TextLink } from "@/components/ui/text-link";
import type { CertificationView } from "@/lib/certifications/queries";

type Props = {
  org: string;
  certification: CertificationView;
  written: { date: (at: Date | string) => string /** Null: never. */; lastDay: string | null };
};

export function CertificationFacts({ org, certification, written }: Props) {
  const t = useTranslations("certifications");
  const life = useTranslations("certificateLife");
  const { userId, person, type, issuedAt, source, renewedBy, renews, notes } = certification;
  const other = (term: string, one: CertificationView["renews"]) =>
    one
      ? [
          {
            term,
            detail: (
              <TextLink href={`/o/${org}/certifications/${one.id}`}>
                <WithNumbers>{one.certificateNumber}</WithNumbers>
              </TextLink>
            ),
          },
        ]
      : [];
  return (
    <DescriptionList
      items={[
        { term: t("person"), detail: <TextLink href={`/o/${org}/people/${userId}`}>{person}</TextLink> },
        { term: t("type"), detail: type },
        { term: t("issued"), detail: written.date(issuedAt) },
        { term: t("expires"), detail: written.lastDay ?? t("never") },
        { term: t("detail.source"), detail: t(`source.${source}`) },
        ...other(life("renews"), renews),
        ...other(t("detail.renewedBy"), renewedBy),
        ...(notes
          ? [{ term: t("notes"), detail: <p className="max-w-prose whitespace-pre-line">{notes}</p> }]
          : []),
      ]}
    />
  );
}
