import { useTranslations } from "next-intl";
import { BarChart } from "@/components/chart/bar-chart";
import { axisTo } from "@/components/chart/scale";
import { DataTable } from "@/components/data-table/data-table";

type Month = Readonly<{
  /** `yyyy-mm`. */
  month: string;
  activities: number;
  /** Written: with its year, without it, how many, and how long. */
  label: string;
  short: string;
  count: string;
  time: string;
}>;

/** What was done month by month, as bars and as the same numbers in a table. */
export function YearMonths({ months }: { months: readonly Month[] }) {
  const t = useTranslations("yearReview");
  const most = Math.max(...months.map(({ activities }) => activities));
  return (
    <section aria-labelledby="months" className="space-y-4">
      <h2 id="months" className="text-xl">
        {t("months")}
      </h2>
      <BarChart
        label={t("chart")}
        axis={axisTo(most, String)}
        bars={months.map(({ month, short, activities, count }) => ({
          key: month,
          label: short,
          value: activities,
          text: count,
        }))}
      />
      <DataTable
        caption={t("caption")}
        rows={months}
        rowKey={({ month }) => month}
        columns={[
          { key: "month", header: t("month"), cell: ({ label }) => label },
          { key: "activities", header: t("activities"), cell: ({ count }) => count, align: "end" },
          { key: "time", header: t("time"), cell: ({ time }) => time, align: "end" },
        ]}
      />
    </section>
  );
}
