import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";

type Row = Readonly<{ name: string | null; earners: string; people: string; share: string }>;

/** In which groups those are who would earn it. */
export function PreviewGroups({ rows }: { rows: readonly Row[] }) {
  const t = useTranslations("preview.groups");
  return (
    <DataTable
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.name ?? ""}
      columns={[
        { key: "group", header: t("group"), cell: (row) => row.name ?? t("none"), wrap: true },
        { key: "earners", header: t("earners"), cell: (row) => row.earners, align: "end" },
        { key: "people", header: t("people"), cell: (row) => row.people, align: "end" },
        { key: "share", header: t("share"), cell: (row) => row.share, align: "end" },
      ]}
      empty={null}
    />
  );
}
