import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";

/** Numbers and times are written. */
export type RevocationTableRow = Readonly<{
  id: string;
  what: string;
  reason: string;
  state: "undone" | "stands" | "atWork";
  when: string;
  by: string;
}>;

const TONE = { undone: "neutral", stands: "success", atWork: "info" } as const;

/** The revocations of many. `path` is the address below which each has its page. */
export function RevocationTable({ path, rows }: { path: string; rows: readonly RevocationTableRow[] }) {
  const t = useTranslations("badgeRevocations");
  const badges = useTranslations("badges");
  return (
    <DataTable
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { key: "what", header: t("count"), cell: ({ id, what }) => ({ link: `${path}/${id}`, text: what }) },
        { key: "reason", header: badges("reason"), wrap: true, cell: ({ reason }) => reason },
        {
          key: "state",
          header: badges("status"),
          cell: ({ state }) => ({ pill: TONE[state], text: t(`states.${state}`) }),
        },
        { key: "by", header: t("by"), cell: ({ by }) => by },
        { key: "when", header: t("when"), align: "end", cell: ({ when }) => when },
      ]}
    />
  );
}
