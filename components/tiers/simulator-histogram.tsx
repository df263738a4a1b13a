"use client";
import { useTranslations } from "next-intl";
import { Histogram } from "@/components/chart/histogram";
import type { Axis } from "@/components/chart/scale";
import { DataTable } from "@/components/data-table/data-table";
import type { ShownDistribution } from "@/components/tiers/use-thresholds";
import { type Bin, histogramOf, type SimulatedTier } from "@/lib/tiers/simulator-rules";

type Props = Readonly<{
  period: ShownDistribution;
  metric: number;
  label: string;
  tiers: readonly SimulatedTier[];
  thresholds: readonly number[];
}>;

const TICKS = 4;

/** A round top for the side of a histogram; the scale library stays on the server. */
function axisUpTo(highest: number, written: (value: number) => string): Axis {
  const rough = Math.max(highest, 1) / TICKS;
  const magnitude = 10 ** Math.floor(Math.log10(Math.max(rough, 1)));
  const step = [1, 2, 5, 10].map((part) => part * magnitude).find((one) => one >= rough) ?? rough;
  const count = Math.max(Math.ceil(highest / step), 1);
  const ticks = Array.from({ length: count + 1 }, (_, at) => ({
    value: at * step,
    text: written(at * step),
  }));
  return { top: count * step, ticks };
}

/** How much people had in the period, with a line where each tier begins; and the same as a table. */
export function SimulatorHistogram({ period, metric, label, tiers, thresholds }: Props) {
  const t = useTranslations("tierSimulator.spread");
  const counted = tiers
    .map((tier, at) => ({ ...tier, threshold: thresholds[at] ?? tier.threshold, sign: String(at + 1) }))
    .filter((tier) => tier.metric === metric);
  const highest = Math.max(...counted.map(({ threshold }) => threshold));
  const bins = histogramOf(period, metric, highest);
  const width = bins[0]?.to === Number.POSITIVE_INFINITY ? highest : (bins[0]?.to ?? 1);
  const number = (value: number) => t("number", { value });
  const named = ({ from, to }: Bin) =>
    to === Number.POSITIVE_INFINITY ? t("from", { from }) : t("between", { from, to });
  const end = width * bins.length;
  return (
    <div className="space-y-3">
      <h3 className="font-semibold text-lg">{label}</h3>
      <Histogram
        label={t("label", { metric: label, period: period.label })}
        bins={bins.map(({ from, people }) => ({ key: String(from), value: people }))}
        axis={axisUpTo(Math.max(...bins.map(({ people }) => people)), number)}
        marks={counted.map(({ id, threshold, sign }) => ({
          key: id,
          at: Math.min(threshold / end, 1),
          text: sign,
        }))}
        ends={[number(0), t("orMore", { value: end - width })]}
      />
      <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
        {counted.map(({ id, name, threshold, sign }) => (
          <li key={id}>{t("mark", { sign, name, threshold })}</li>
        ))}
      </ul>
      {period.step > 0 ? <p className="text-muted text-sm">{t("rounded", { step: period.step })}</p> : null}
      <details>
        <summary className="text-link w-fit cursor-pointer">{t("asTable")}</summary>
        <DataTable
          caption={t("caption", { metric: label, period: period.label })}
          rows={bins}
          rowKey={(bin) => bin.from}
          columns={[
            { key: "range", header: label, cell: named },
            { key: "people", header: t("people"), cell: (bin) => number(bin.people), align: "end" },
          ]}
        />
      </details>
    </div>
  );
}
