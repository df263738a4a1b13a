import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Column, DataTable } from "@/components/data-table/data-table";
import { type SearchParams, sortOn } from "@/components/data-table/table-link";
import { VoidedBecause } from "@/components/facts/fact-state";
import { Time } from "@/components/ui/time";
import type { ReferralRow } from "@/lib/facts/referral-queries";

const TONE = { pending: "waiting", completed: "success", declined: "neutral" } as const;

type Row = ReferralRow & Readonly<{ when: string }>;

type Props = {
  path: string;
  query: SearchParams;
  sort: "when" | "-when";
  rows: readonly Row[];
  /** Keys of the columns that are shown. */
  shown: readonly string[];
  empty: ReactNode;
};

export function ReferralTable({ path, query, sort, rows, shown, empty }: Props) {
  const t = useTranslations("facts");
  const columns: readonly Column<Row>[] = [
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
      key: "status",
      header: t("status"),
      wrap: true,
      cell: (row) =>
        row.voidReason !== null ? (
          <VoidedBecause reason={row.voidReason} />
        ) : (
          { pill: TONE[row.status], text: t(`referral.statuses.${row.status}`) }
        ),
    },
  ];
  return (
    <DataTable
      caption={t(`referral.captions.${sort}`)}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={columns.filter(({ key }) => shown.includes(key))}
      empty={empty}
    />
  );
}
