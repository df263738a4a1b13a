import { getTranslations } from "next-intl/server";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import { DownloadLink } from "@/components/ui/download-link";
import { MAX_FILE_ROWS, tableFormats } from "@/lib/exports/table-rules";

type Props = Readonly<{
  /** The list's own address. */
  path: string;
  query: SearchParams;
  /** Those that are shown. */
  columns: readonly string[];
  /** How many rows there are, counted no further than a workbook takes. */
  total: number;
}>;

/** The list as files: what is filtered, in its order and its columns, all pages of it. */
export async function ListFiles({ path, query, columns, total }: Props) {
  if (total === 0) return null;
  const t = await getTranslations("views");
  const file = (format: string) =>
    tableLink(`${path}/file`, query, {
      format,
      columns: columns.join(","),
      after: undefined,
      before: undefined,
    });
  return (
    <div className="mt-4 space-y-1 print:hidden">
      <p className="flex flex-wrap gap-x-6 gap-y-2">
        <DownloadLink href={file("csv")}>{t("csv")}</DownloadLink>
        {total > MAX_FILE_ROWS.xlsx ? null : <DownloadLink href={file("xlsx")}>{t("xlsx")}</DownloadLink>}
      </p>
      {total > MAX_FILE_ROWS.xlsx ? <p className="text-muted">{t("tooLong", MAX_FILE_ROWS)}</p> : null}
    </div>
  );
}

/** For the bar of chosen rows: the same files of those. */
export async function chosenFiles({ path, query, columns }: Omit<Props, "total">) {
  const t = await getTranslations("views");
  return tableFormats.map((format) => {
    const shown = { format, columns: columns.join(",") };
    const sort = typeof query.sort === "string" ? query.sort : undefined;
    return {
      label: t(`chosen.${format}`),
      chosen: tableLink(`${path}/file`, {}, { ...shown, sort }),
      all: tableLink(`${path}/file`, query, { ...shown, after: undefined, before: undefined }),
      isFile: true,
      most: MAX_FILE_ROWS[format],
    };
  });
}
