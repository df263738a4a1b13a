import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { STANDING_TONE } from "@/components/badges/standing-pill";
import type { Cell } from "@/components/data-table/cell";
import { type Column, DataTable } from "@/components/data-table/data-table";
import { SelectAll } from "@/components/data-table/selection";
import { type SearchParams, sortOn } from "@/components/data-table/table-link";
import { Medallion } from "@/components/medallion/medallion";
import type { MedallionCategory } from "@/components/medallion/palette";
import type { BadgeSource, BadgeStanding } from "@/lib/badges/rules";

export type BadgeTableRow = Readonly<{
  id: string;
  person: string;
  achievement: string;
  category: MedallionCategory;
  icon: string;
  standing: BadgeStanding;
  source: BadgeSource;
  /** Which time or period, written; empty for a badge that is earned once. */
  occurrence: string;
  /** Written date. */
  awarded: string;
  /** It waits for a decision whether it stands. */
  isFlagged: boolean;
}>;

type Pictured = Pick<BadgeTableRow, "icon" | "category" | "achievement">;

/** The same achievement again is the same cell, which React sends once and then refers to. */
function achievementCells() {
  const known = new Map<string, Cell>();
  return ({ icon, category, achievement }: Pictured): Cell => {
    const name = JSON.stringify([icon, category, achievement]);
    const cell = known.get(name) ?? {
      picture: <Medallion decorative icon={icon} category={category} label={achievement} size={26} />,
      text: achievement,
    };
    known.set(name, cell);
    return cell;
  };
}

type Props = {
  path: string;
  query: SearchParams;
  sort: "awarded" | "-awarded";
  rows: readonly BadgeTableRow[];
  /** Keys of the columns that are shown. */
  shown: readonly string[];
  empty: ReactNode;
};

/** Needs a `<Selection>` around it. */
export function BadgeTable({ path, query, sort, rows, shown, empty }: Props) {
  const t = useTranslations("badges");
  const flags = useTranslations("flags");
  const columns: readonly Column<BadgeTableRow>[] = [
    {
      key: "person",
      header: t("person"),
      cell: (row) => ({ link: `${path}/${row.id}`, text: row.person }),
    },
    {
      key: "achievement",
      header: t("achievement"),
      wrap: true,
      cell: achievementCells(),
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
    {
      key: "awarded",
      header: t("awarded"),
      cell: (row) => row.awarded,
      align: "end",
      sort: sortOn({ path, query, sort }, "awarded", "descending"),
    },
  ];
  return (
    <DataTable
      caption={t(`list.captions.${sort}`)}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      empty={empty}
      select={{
        header: <SelectAll />,
        cell: ({ id, person, achievement, occurrence }) => ({
          id,
          name: [person, achievement, occurrence].filter(Boolean).join(", "),
        }),
      }}
      columns={columns.filter(({ key }) => shown.includes(key))}
    />
  );
}
