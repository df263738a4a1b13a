import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import type { WrittenRemark } from "@/lib/imports/schema";

type Props = { caption: string; what: string; remarks: readonly WrittenRemark[] };

/** Line, column and reason of each row an import has something to say about. */
export function RemarkTable({ caption, what, remarks }: Props) {
  const t = useTranslations("imports");
  return (
    <DataTable
      caption={caption}
      rows={remarks.map((remark, index) => ({ ...remark, key: `${remark.line} ${index}` }))}
      rowKey={(remark) => remark.key}
      columns={[
        { key: "line", header: t("line"), cell: (remark) => remark.line },
        {
          key: "column",
          header: t("column"),
          cell: (remark) => (remark.column ? <code>{remark.column}</code> : t("wholeRow")),
        },
        { key: "reason", header: what, cell: (remark) => remark.reason, wrap: true },
      ]}
    />
  );
}
