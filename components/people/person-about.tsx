import { useTranslations } from "next-intl";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import type { Person } from "@/lib/people/queries";

type Props = { person: Person; joined: string | null; added: string; groups: string | null };

/** What the organisation knows of a person. */
export function PersonAbout({ person, joined, added, groups }: Props) {
  const t = useTranslations("people");
  const none = <span className="text-muted">{t("notKnown")}</span>;
  return (
    <Card title={t("about")}>
      <DescriptionList
        items={[
          { term: t("role"), detail: t(`roles.${person.role}`) },
          { term: t("email"), detail: person.email ?? none },
          { term: t("externalRef"), detail: person.externalRef ?? none },
          { term: t("joinedOn"), detail: joined ?? none },
          { term: t("groups"), detail: groups ?? none },
          { term: t("addedAt"), detail: added },
        ]}
      />
    </Card>
  );
}
