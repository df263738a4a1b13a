import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DataTable } from "@/components/data-table/data-table";
import type { Counts } from "@/components/imports/import-counts";
import { StatusPill } from "@/components/ui/status-pill";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import type { ImportRow } from "@/lib/imports/queries";

/** A row with its moment and numbers written for the reader. */
export type WrittenImport = Pick<ImportRow, "id" | "kind" | "fileName" | "status" | "createdAt"> &
  Counts &
  Readonly<{ when: string; by: string }>;

type Props = { path: string; rows: readonly WrittenImport[]; empty: ReactNode };

export function ImportTable({ path, rows, empty }: Props) {
  const t = useTranslations("imports");
  const number = (key: keyof Counts) =>
    ({
      key,
      header: t(`counts.${key}`),
      align: "end",
      cell: (row: WrittenImport) => row[key],
    }) as const;
  return (
    <DataTable
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { key: "when", header: t("when"), cell: (row) => <Time iso={row.createdAt} text={row.when} /> },
        { key: "kind", header: t("kindColumn"), cell: (row) => t(`kinds.${row.kind}`) },
        {
          key: "file",
          header: t("file"),
          rowHeader: true,
          wrap: true,
          cell: (row) => <TextLink href={`${path}/${row.id}`}>{row.fileName}</TextLink>,
        },
        number("read"),
        number("created"),
        number("updated"),
        number("rejected"),
        { key: "by", header: t("by"), cell: (row) => row.by },
        { key: "status", header: t("status"), cell: (row) => <ImportStatus status={row.status} /> },
      ]}
      empty={empty}
    />
  );
}

export function ImportStatus({ status }: { status: ImportRow["status"] }) {
  const t = useTranslations("imports.statuses");
  return <StatusPill tone={status === "done" ? "success" : "neutral"}>{t(status)}</StatusPill>;
}
