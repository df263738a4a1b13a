import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { STANDING_TONE } from "@/components/certifications/standing-pill";
import { type Column, DataTable } from "@/components/data-table/data-table";
import { SelectAll } from "@/components/data-table/selection";
import { type SearchParams, sortOn } from "@/components/data-table/table-link";
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
};

/** Newest first is what one looks for in days of issue, soonest first in days of expiry. */
const FIRST = { issued: "descending", expires: "ascending" } as const;

/** Needs a `<Selection>` around it. */
export function CertificationTable({ path, query, columns, sort, rows, empty }: Props) {
  const t = useTranslations("certificateList");
  const texts = useTexts();
  const select = {
    header: <SelectAll />,
    cell: ({ id, certificateNumber: number, person }: CertificationTableRow) => ({
      id,
      name: `${number}, ${person}`,
    }),
  };
  const named = (["number", "person"] as const).find((one) => columns.includes(one)) ?? columns[0];
  return (
    <DataTable
      caption={t(`captions.${sort}`)}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      select={select}
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
          whole: column === "number",
          rowHeader: column === named,
          ...(column === "issued" || column === "expires"
            ? { sort: sortOn({ path, query, sort }, column, FIRST[column]) }
            : {}),
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
