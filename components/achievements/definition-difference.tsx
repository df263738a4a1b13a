import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";

export type WrittenDifference = Readonly<{ field: string; label: string; before: string; after: string }>;

type Props = Readonly<{
  caption: string;
  rows: readonly WrittenDifference[];
  /** What the two columns are: two versions, or the catalogue and the organisation's own. */
  before: string;
  after: string;
}>;

/** What differs between two definitions, field by field, in words. */
export function DefinitionDifference({ caption, rows, before, after }: Props) {
  const t = useTranslations("definitions.versions");
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={(row) => row.field}
      columns={[
        { key: "field", header: t("field"), cell: (row) => row.label, rowHeader: true, wrap: true },
        { key: "before", header: before, cell: (row) => <Value text={row.before} />, wrap: true },
        { key: "after", header: after, cell: (row) => <Value text={row.after} />, wrap: true },
      ]}
      empty={<p>{t("nothing")}</p>}
    />
  );
}

function Value({ text }: { text: string }) {
  return <span className="block max-w-prose whitespace-pre-line break-words">{text}</span>;
}
