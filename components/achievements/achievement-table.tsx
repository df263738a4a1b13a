import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { MoveControls } from "@/components/achievements/reorder";
import { AchievementStatusPill } from "@/components/achievements/status-pill";
import { DataTable } from "@/components/data-table/data-table";
import { Medallion } from "@/components/medallion/medallion";
import { TextLink } from "@/components/ui/text-link";
import type { AchievementRow } from "@/lib/achievements/queries";

/** `takes` says in the reader's language what the achievement takes. */
type Row = Omit<AchievementRow, "awards"> & Readonly<{ awards: string; takes: string }>;

type Props = {
  path: string;
  caption: string;
  rows: readonly Row[];
  /** With buttons to move the rows; needs a <Reorder> around it. */
  canMove: boolean;
  empty: ReactNode;
};

/** Achievements in display order. */
export function AchievementTable({ path, caption, rows, canMove, empty }: Props) {
  const t = useTranslations("achievements");
  return (
    <DataTable
      caption={caption}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "name",
          header: t("list.name"),
          rowHeader: true,
          wrap: true,
          cell: (row) => (
            <span className="flex items-center gap-3">
              <Medallion
                decorative
                icon={row.badgeIconUrl ?? ""}
                category={row.category}
                label={row.name}
                size={36}
              />
              <TextLink href={`${path}/${row.id}`}>{row.name}</TextLink>
            </span>
          ),
        },
        {
          key: "trigger",
          header: t("list.trigger"),
          wrap: true,
          cell: (row) => row.takes,
        },
        {
          key: "status",
          header: t("list.status"),
          cell: (row) => <AchievementStatusPill status={row.status} />,
        },
        { key: "awards", header: t("list.awards"), align: "end", cell: (row) => row.awards },
      ]}
      {...(canMove ? { actions: (row: Row) => <MoveControls id={row.id} name={row.name} /> } : {})}
      empty={empty}
    />
  );
}
