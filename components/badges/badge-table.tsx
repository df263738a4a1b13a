import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { StandingPill } from "@/components/badges/standing-pill";
import { DataTable } from "@/components/data-table/data-table";
import { Medallion } from "@/components/medallion/medallion";
import type { MedallionCategory } from "@/components/medallion/palette";
import { StatusPill } from "@/components/ui/status-pill";
import { TextLink } from "@/components/ui/text-link";
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
          cell: (row) => <TextLink href={`${path}/${row.id}`}>{row.person}</TextLink>,
        },
        {
          key: "achievement",
          header: t("achievement"),
          wrap: true,
          cell: (row) => (
            <span className="flex items-center gap-2">
              <Medallion
                decorative
                icon={row.icon}
                category={row.category}
                label={row.achievement}
                size={26}
              />
              {row.achievement}
            </span>
          ),
        },
        { key: "occurrence", header: t("occurrence"), cell: (row) => row.occurrence },
        {
          key: "standing",
          header: t("status"),
          cell: (row) =>
            row.isFlagged ? (
              <StatusPill tone="warning">{flags("needsDecision")}</StatusPill>
            ) : (
              <StandingPill standing={row.standing} />
            ),
        },
        { key: "source", header: t("source"), cell: (row) => t(`sources.${row.source}`) },
        { key: "awarded", header: t("awarded"), cell: (row) => row.awarded, align: "end" },
      ]}
    />
  );
}
