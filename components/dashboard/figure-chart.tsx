import { useTranslations } from "next-intl";
import { type Bar, BarChart } from "@/components/chart/bar-chart";
import type { Axis } from "@/components/chart/scale";
import { DataTable } from "@/components/data-table/data-table";
import { DownloadLink } from "@/components/ui/download-link";

export type ShownChart = Readonly<{
  key: string;
  title: string;
  caption: string;
  /** What the picture says, in a sentence. */
  summary: string;
  help: string | null;
  bars: readonly Bar[];
  axis: Axis;
  header: readonly string[];
  /** Written. */
  rows: readonly Readonly<{ key: string; name: string; cells: readonly string[] }>[];
  csv: string;
}>;

/** A chart, what it says in a sentence, and its numbers as a table and as a file. */
export function FigureChart({ chart }: { chart: ShownChart }) {
  const t = useTranslations("dashboard.charts");
  const { key, title, caption, summary, help, header, rows } = chart;
  const [first = "", ...rest] = header;
  const id = `chart-${key}`;
  return (
    <section
      aria-labelledby={id}
      className="min-w-0 break-inside-avoid space-y-3 rounded-lg border border-line bg-surface p-4 sm:p-5"
    >
      <h2 id={id} className="font-semibold text-lg">
        {title}
      </h2>
      <p>{summary}</p>
      {help ? <p className="text-muted text-sm">{help}</p> : null}
      <BarChart label={t("picture", { title, caption })} bars={chart.bars} axis={chart.axis} />
      <details>
        <summary className="w-fit cursor-pointer font-semibold">{t("table")}</summary>
        <div className="pt-2">
          <DataTable
            caption={caption}
            rows={rows}
            rowKey={(row) => row.key}
            columns={[
              { key: "name", header: first, rowHeader: true, cell: ({ name }) => name },
              ...rest.map((text, at) => ({
                key: text,
                header: text,
                align: "end" as const,
                cell: ({ cells }: ShownChart["rows"][number]) => cells[at] ?? "",
              })),
            ]}
          />
        </div>
      </details>
      <p>
        <DownloadLink href={chart.csv} aria-label={t("csvOf", { title })}>
          {t("csv")}
        </DownloadLink>
      </p>
    </section>
  );
}
