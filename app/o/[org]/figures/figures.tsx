import { getTranslations } from "next-intl/server";
import { axisTo } from "@/components/chart/scale";
import { FigureChart, type ShownChart } from "@/components/dashboard/figure-chart";
import { FilterBar, FilterSelect } from "@/components/data-table/filter-bar";
import { periodText } from "@/components/tiers/period-text";
import type { Ctx } from "@/lib/context";
import { type Dashboard, readDashboard } from "@/lib/dashboard/figures-queries";
import { relativePeriods } from "@/lib/dashboard/period-rules";
import { formats } from "@/lib/i18n/formats";
import { type WrittenChart, writtenCharts } from "./charts";

type Props = Readonly<{ ctx: Ctx; choice: string }>;

/** The charts of a period, with the choice of it. */
export async function Figures({ ctx, choice }: Props) {
  const data = await readDashboard(ctx, choice);
  const t = await getTranslations("dashboard.charts");
  const f = await formats(ctx.organization.timeZone);
  const home = `/o/${ctx.organization.slug}`;
  const charts = data.figures ? await writtenCharts(ctx, data, data.figures) : [];
  const shown = await Promise.all(
    charts.map((chart) => shownChart(ctx, chart, `${home}/figures/file?chart=${chart.key}&period=${choice}`)),
  );
  return (
    <>
      <FilterBar path={`${home}/figures`} active={choice !== "this-year"}>
        <FilterSelect name="period" label={t("period")} value={choice} options={await periodOptions(data)} />
      </FilterBar>
      {data.figures && data.asOf ? (
        <p className="text-muted">{t("lead", { when: f.dateTime(data.asOf) })}</p>
      ) : (
        <p>{t("notYet")}</p>
      )}
      <div className="mt-3 grid items-start gap-4 xl:grid-cols-2">
        {shown.map((chart) => (
          <FigureChart key={chart.key} chart={chart} />
        ))}
      </div>
    </>
  );
}

async function periodOptions({ known, period }: Dashboard) {
  const t = await getTranslations("dashboard.charts");
  const tiers = await getTranslations("tiers");
  const keys = known.includes(period.key) || period.key === "12-months" ? known : [period.key, ...known];
  return [
    ...relativePeriods.map((value) => ({ value, label: t(`periods.${value}`) })),
    ...keys.map((value) => ({ value, label: periodText(tiers, value) })),
  ];
}

async function shownChart(ctx: Ctx, chart: WrittenChart, csv: string): Promise<ShownChart> {
  const f = await formats(ctx.organization.timeZone);
  const { key, title, caption, summary, help, bars, header, isShare } = chart;
  const highest = Math.max(...bars.map(({ value }) => value), 0);
  const axis = isShare ? shareAxis((value) => f.percent(value)) : axisTo(highest, (value) => f.number(value));
  const rows = chart.rows.map(({ key, name, isShareLast, numbers }) => ({
    key,
    name,
    cells: numbers.map((number, at) =>
      isShareLast && at === numbers.length - 1 ? f.percent(number) : f.number(number),
    ),
  }));
  return { key, title, caption, summary, help, bars, axis, header, rows, csv };
}

const shareAxis = (written: (share: number) => string) => ({
  top: 1,
  ticks: [0, 0.25, 0.5, 0.75, 1].map((value) => ({ value, text: written(value) })),
});
