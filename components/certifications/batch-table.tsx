import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";

/** Numbers, times and states are written. */
export type CertificationBatchTableRow = Readonly<{
  id: string;
  type: string;
  issued: string;
  state: string;
  when: string;
  by: string;
}>;

export function CertificationBatchTable({
  path,
  rows,
}: {
  path: string;
  rows: readonly CertificationBatchTableRow[];
}) {
  const t = useTranslations("issuing");
  const words = useTranslations("certifications");
  return (
    <DataTable
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "type",
          header: words("type"),
          rowHeader: true,
          cell: (row) => <TextLink href={`${path}/${row.id}`}>{row.type}</TextLink>,
        },
        { key: "issued", header: t("issuedCount"), align: "end", cell: (row) => row.issued },
        { key: "state", header: t("state"), cell: (row) => row.state },
        { key: "by", header: t("by"), cell: (row) => row.by },
        { key: "when", header: t("when"), align: "end", cell: (row) => row.when },
      ]}
      empty={<EmptyState title={t("none")}>{t("noneHelp")}</EmptyState>}
    />
  );
}
