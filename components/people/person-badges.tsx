import { useTranslations } from "next-intl";
import { StandingPill } from "@/components/badges/standing-pill";
import { DataTable } from "@/components/data-table/data-table";
import { Medallion } from "@/components/medallion/medallion";
import type { MedallionCategory } from "@/components/medallion/palette";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { TextLink } from "@/components/ui/text-link";
import type { PersonBadge } from "@/lib/badges/person-queries";

type Row = Omit<PersonBadge, "awardedAt" | "category"> &
  Readonly<{ awarded: string; category: MedallionCategory }>;
type Props = { home: string; userId: string; mayReceive: boolean; rows: readonly Row[] };

export function PersonBadges({ home, userId, mayReceive, rows }: Props) {
  const t = useTranslations("people.badges");
  const award = (
    <LinkButton size="small" href={`${home}/badges/award?person=${userId}`}>
      {t("award")}
    </LinkButton>
  );
  return (
    <Card title={t("title")} actions={mayReceive ? award : null}>
      <DataTable
        caption={t("caption")}
        hideCaption
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          {
            key: "achievement",
            header: t("achievement"),
            cell: (row) => (
              <span className="flex items-center gap-2">
                <Medallion
                  decorative
                  icon={row.icon ?? ""}
                  category={row.category}
                  label={row.achievement}
                  size={26}
                />
                <TextLink href={`${home}/badges/${row.id}`}>{row.achievement}</TextLink>
              </span>
            ),
            wrap: true,
          },
          { key: "occurrence", header: t("occurrence"), cell: (row) => row.occurrence },
          { key: "standing", header: t("status"), cell: (row) => <StandingPill standing={row.standing} /> },
          { key: "awarded", header: t("awarded"), cell: (row) => row.awarded, align: "end" },
        ]}
        empty={<p className="text-muted">{t("none")}</p>}
      />
    </Card>
  );
}
