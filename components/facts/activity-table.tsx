import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Column, DataTable } from "@/components/data-table/data-table";
import { type SearchParams, sortOn } from "@/components/data-table/table-link";
import { Missing, VoidedBecause } from "@/components/facts/fact-state";
import { Time } from "@/components/ui/time";
import type { ActivityRow } from "@/lib/facts/activity-queries";

/** A row with its moment and numbers written for the reader. */
export type WrittenActivity = ActivityRow &
  Readonly<{ when: string; duration: string | null; people: string | null }>;

type Props = {
  path: string;
  query: SearchParams;
  sort: "when" | "-when";
  rows: readonly WrittenActivity[];
  /** Keys of the columns that are shown. */
  shown: readonly string[];
  empty: ReactNode;
};

export function ActivityTable({ path, query, sort, rows, shown, empty }: Props) {
  const t = useTranslations("facts");
  const columns: readonly Column<WrittenActivity>[] = [
    {
      key: "when",
      header: t("when"),
      cell: (row) => <Time iso={row.occurredAt} text={row.when} />,
      sort: sortOn({ path, query, sort }, "when", "descending"),
    },
    {
      key: "person",
      header: t("person"),
      rowHeader: true,
      cell: (row) => ({ link: `${path}/${row.id}`, text: row.person }),
    },
    {
      key: "kind",
      header: t("kind"),
      wrap: true,
      cell: (row) =>
        row.voidReason === null ? (
          row.kind
        ) : (
          <span className="flex flex-wrap items-center gap-x-5">
            {row.kind}
            <VoidedBecause reason={row.voidReason} />
          </span>
        ),
    },
    {
      key: "minutes",
      header: t("minutes"),
      align: "end",
      cell: (row) => row.duration ?? <Missing />,
    },
    {
      key: "participants",
      header: t("participants"),
      align: "end",
      cell: (row) => row.people ?? <Missing />,
    },
  ];
  return (
    <DataTable
      caption={t(`activity.captions.${sort}`)}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={columns.filter(({ key }) => shown.includes(key))}
      empty={empty}
    />
  );
}
