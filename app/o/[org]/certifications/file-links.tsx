import { getTranslations } from "next-intl/server";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import { DownloadLink } from "@/components/ui/download-link";
import { type CertificationColumn, MAX_FILE_ROWS } from "@/lib/certifications/list-schema";

type Props = Readonly<{
  path: string;
  query: SearchParams;
  columns: readonly CertificationColumn[];
  total: number;
}>;

/** The list as files: what is filtered, in its order and its columns, all pages of it. */
export async function FileLinks({ path, query, columns, total }: Props) {
  const t = await getTranslations("certificateList");
  const file = (format: string) =>
    tableLink(`${path}/file`, query, {
      format,
      columns: columns.join(","),
      after: undefined,
      before: undefined,
    });
  return (
    <div className="mt-4 space-y-1">
      <p className="flex flex-wrap gap-x-6 gap-y-2">
        <DownloadLink href={file("csv")}>{t("csv")}</DownloadLink>
        {total > MAX_FILE_ROWS.xlsx ? null : <DownloadLink href={file("xlsx")}>{t("excel")}</DownloadLink>}
      </p>
      {total > MAX_FILE_ROWS.xlsx ? <p className="text-muted">{t("tooLong", MAX_FILE_ROWS)}</p> : null}
    </div>
  );
}
