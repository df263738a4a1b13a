import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { StatusPill } from "@/components/ui/status-pill";
import { TextLink } from "@/components/ui/text-link";

/** Numbers and times are written. */
export type BatchTableRow = Readonly<{
  id: string;
  achievement: string;
  reason: string;
  awarded: string;
  when: string;
  by: string;
  isUndone: boolean;
}>;

export function BatchTable({ path, rows }: { path: string; rows: readonly BatchTableRow[] }) {
  const t = useTranslations("batches");
  const badges = useTranslations("badges");
  return (
    <DataTable
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "achievement",
          header: badges("achievement"),
          cell: (row) => <TextLink href={`${path}/${row.id}`}>{row.achievement}</TextLink>,
        },
        { key: "reason", header: badges("reason"), wrap: true, cell: (row) => row.reason },
        { key: "awarded", header: t("awardedCount"), align: "end", cell: (row) => row.awarded },
        {
          key: "state",
          header: t("state"),
          cell: (row) => (
            <StatusPill tone={row.isUndone ? "neutral" : "success"}>
              {t(row.isUndone ? "undone" : "stands")}
            </StatusPill>
          ),
        },
        { key: "by", header: t("by"), cell: (row) => row.by },
        { key: "when", header: t("when"), align: "end", cell: (row) => row.when },
      ]}
      empty={<EmptyState title={t("none")}>{t("noneHelp")}</EmptyState>}
    />
  );
}
