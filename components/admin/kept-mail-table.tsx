import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import type { KeptMail } from "@/lib/organizations/kept-mail-queries";

type Props = { rows: readonly (KeptMail & Readonly<{ when: string }>)[] };

export function KeptMailTable({ rows }: Props) {
  const t = useTranslations("admin.mail");
  return (
    <DataTable
      caption={t("title")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.name}
      columns={[
        {
          key: "subject",
          header: t("subject"),
          rowHeader: true,
          wrap: true,
          cell: (row) => ({ link: `/admin/mail/${encodeURIComponent(row.name)}`, text: row.subject }),
        },
        { key: "to", header: t("to"), wrap: true, cell: (row) => row.to },
        { key: "when", header: t("when"), cell: (row) => <Time iso={row.keptAt} text={row.when} /> },
      ]}
      empty={<EmptyState title={t("none")}>{t("noneHelp")}</EmptyState>}
    />
  );
}
