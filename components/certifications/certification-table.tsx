import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { STANDING_TONE } from "@/components/certifications/standing-pill";
import { type Column, DataTable } from "@/components/data-table/data-table";
import { SelectAll, SelectRow } from "@/components/data-table/selection";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import type { CertificationRow } from "@/lib/certifications/list-queries";
import type { CertificationColumn, CertificationSort } from "@/lib/certifications/list-schema";

/** Days and groups are already written in the reader's language. */
export type CertificationTableRow = Omit<CertificationRow, "issuedAt" | "expiresAt" | "groups"> &
  Readonly<{ issued: string; expires: string; groups: string }>;

type Props = {
  path: string;
  query: SearchParams;
  columns: readonly CertificationColumn[];
  sort: CertificationSort;
  rows: readonly CertificationTableRow[];
  empty: ReactNode;
  /** With checkboxes, for those who may do something with many; needs a `<Selection>` around it. */
  isSelectable: boolean;
};

/** Newest first is what one looks for in days of issue, soonest first in days of expiry. */
const SORTS = { issued: ["-issued", "issued"], expires: ["expires", "-expires"] } as const;

export function CertificationTable({ path, query, columns, sort, rows, empty, isSelectable }: Props) {
  const t = useTranslations("certificateList");
  const many = useTranslations("certificateMany");
  const texts = useTexts();
  const select = {
    header: <SelectAll label={many("selectAll")} />,
    cell: ({ id, certificateNumber: number, person }: CertificationTableRow) => (
      <SelectRow id={id} label={many("selectRow", { number, person })} />
    ),
  };
  const sortOf = (column: "issued" | "expires") => {
    const [first, second] = SORTS[column];
    return {
      href: tableLink(path, query, { sort: sort === first ? second : first }),
      direction:
        sort === column ? ("ascending" as const) : sort === `-${column}` ? ("descending" as const) : null,
    };
  };
  const named = (["number", "person"] as const).find((one) => columns.includes(one)) ?? columns[0];
  return (
    <DataTable
      caption={t(`captions.${sort}`)}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      {...(isSelectable ? { select } : {})}
      columns={columns.map(
        (column): Column<CertificationTableRow> => ({
          key: column,
          header: t(`columns.${column}`),
          cell: (row) => {
            const text = texts[column](row);
            if (column === named) return { link: `${path}/${row.id}`, text };
            return column === "status" ? { pill: STANDING_TONE[row.standing], text } : text;
          },
          wrap: ["person", "type", "groups"].includes(column),
          rowHeader: column === named,
          ...(column === "issued" || column === "expires" ? { sort: sortOf(column) } : {}),
        }),
      )}
      empty={empty}
    />
  );
}

function useTexts(): Record<CertificationColumn, (row: CertificationTableRow) => string> {
  const words = useTranslations("certifications");
  return {
    number: (row) => row.certificateNumber,
    person: (row) => row.person,
    reference: (row) => row.reference ?? "",
    groups: (row) => row.groups,
    type: (row) => row.type,
    status: (row) => words(`standing.${row.standing}`),
    issued: (row) => row.issued,
    expires: (row) => row.expires,
    source: (row) => words(`source.${row.source}`),
    issuedBy: (row) => row.issuedBy ?? "",
  };
}
