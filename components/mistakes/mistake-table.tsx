import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { MistakePill } from "@/components/mistakes/standing-pill";
import { EmptyState } from "@/components/ui/empty-state";
import type { MistakeStatus } from "@/lib/mistakes/rules";

type Row = Readonly<{
  id: string;
  person: string;
  status: MistakeStatus;
  /** Written. */
  about: string;
  reported: string;
}>;

type Props = { path: string; shown: "open" | "answered"; rows: readonly Row[] };

/** The queue: each leads to the page where it is answered. */
export function MistakeTable({ path, shown, rows }: Props) {
  const t = useTranslations("mistakes");
  return (
    <DataTable
      caption={t(`caption.${shown}`)}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "about",
          header: t("about"),
          wrap: true,
          cell: (row) => ({ link: `${path}/${row.id}`, text: row.about }),
        },
        { key: "person", header: t("person"), cell: (row) => row.person },
        { key: "status", header: t("status"), cell: (row) => <MistakePill status={row.status} /> },
        { key: "reported", header: t("reported"), align: "end", cell: (row) => row.reported },
      ]}
      empty={<EmptyState title={t(`none.${shown}`)}>{t("noneHelp")}</EmptyState>}
    />
  );
}
