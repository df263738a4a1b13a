import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { STANDING_TONE } from "@/components/badges/standing-pill";
import { DataTable } from "@/components/data-table/data-table";
import { Medallion } from "@/components/medallion/medallion";
import type { MedallionCategory } from "@/components/medallion/palette";
import type { BadgeSource, BadgeStatus } from "@/lib/badges/rules";

export type BadgeTableRow = Readonly<{
  id: string;
  person: string;
  achievement: string;
  category: MedallionCategory;
  icon: string;
  standing: BadgeStatus;
  source: BadgeSource;
  /** Which time or period, written; empty for a badge that is earned once. */
  occurrence: string;
  /** Written date. */
  awarded: string;
  /** It waits for a decision whether it stands. */
  isFlagged: boolean;
}>;

type Props = { path: string; rows: readonly BadgeTableRow[]; empty: ReactNode };

export function BadgeTable({ path, rows, empty }: Props) {
  const t = useTranslations("badges");
  const flags = useTranslations("flags");
  return (
    <DataTable
      caption={t("list.caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      empty={empty}
      columns={[
        {
          key: "person",
          header: t("person"),
          cell: (row) => ({ link: `${path}/${row.id}`, text: row.person }),
        },
        {
          key: "achievement",
          header: t("achievement"),
          wrap: true,
          cell: (row) => ({
            picture: (
              <Medallion
                decorative
                icon={row.icon}
                category={row.category}
                label={row.achievement}
                size={26}
              />
            ),
            text: row.achievement,
          }),
        },
        { key: "occurrence", header: t("occurrence"), cell: (row) => row.occurrence },
        {
          key: "standing",
          header: t("status"),
          cell: (row) =>
            row.isFlagged
              ? { pill: "warning", text: flags("needsDecision") }
              : { pill: STANDING_TONE[row.standing], text: t(`standing.${row.standing}`) },
        },
        { key: "source", header: t("source"), cell: (row) => t(`sources.${row.source}`) },
        { key: "awarded", header: t("awarded"), cell: (row) => row.awarded, align: "end" },
      ]}
    />
  );
}
