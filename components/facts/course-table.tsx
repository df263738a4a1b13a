import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Column, DataTable } from "@/components/data-table/data-table";
import { type SearchParams, sortOn } from "@/components/data-table/table-link";
import { StatusPill } from "@/components/ui/status-pill";
import type { CourseRow } from "@/lib/facts/course-queries";

type Row = CourseRow & Readonly<{ registrationsText: string; completedText: string }>;

type Props = {
  path: string;
  query: SearchParams;
  sort: "title" | "-title";
  rows: readonly Row[];
  /** Keys of the columns that are shown. */
  shown: readonly string[];
  empty: ReactNode;
};

export function CourseTable({ path, query, sort, rows, shown, empty }: Props) {
  const t = useTranslations("facts.course");
  const columns: readonly Column<Row>[] = [
    { key: "code", header: t("code"), cell: (row) => ({ link: `${path}/${row.id}`, text: row.code }) },
    {
      key: "title",
      header: t("courseTitle"),
      wrap: true,
      cell: (row) =>
        row.isActive ? (
          row.title
        ) : (
          <>
            {row.title} <StatusPill>{t("closed")}</StatusPill>
          </>
        ),
      sort: sortOn({ path, query, sort }, "title"),
    },
    {
      key: "registrations",
      header: t("registrations"),
      align: "end",
      cell: (row) => row.registrationsText,
    },
    { key: "completed", header: t("completed"), align: "end", cell: (row) => row.completedText },
  ];
  return (
    <DataTable
      caption={t(`captions.${sort}`)}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={columns.filter(({ key }) => shown.includes(key))}
      empty={empty}
    />
  );
}
