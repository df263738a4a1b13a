"use client";
import { useTranslations } from "next-intl";
import { BarChart } from "@/components/chart/bar-chart";
import type { Axis } from "@/components/chart/scale";
import { DataTable } from "@/components/data-table/data-table";
import { qualifiedAt, type SimulatedPeriod } from "@/lib/evaluation/simulator-rules";

/** A period with its name in the reader's language, long for the table and short for the chart. */
export type ShownPeriod = SimulatedPeriod & Readonly<{ label: string; short: string }>;

type Props = Readonly<{
  periods: readonly ShownPeriod[];
  threshold: number;
  present: number;
  people: number;
  axis: Axis;
}>;

/** How many would have reached the threshold in each period, as bars and as the same numbers in a table. */
export function SimulatorChart({ periods, threshold, present, people, axis }: Props) {
  const t = useTranslations("simulator.chart");
  const rows = periods
    .map((period) => ({
      ...period,
      qualified: qualifiedAt(period, threshold),
      before: qualifiedAt(period, present),
    }))
    .toReversed();
  const number = (value: number) => t("number", { value });
  return (
    <div className="space-y-3">
      <h3 className="font-semibold text-lg">{t("title")}</h3>
      <BarChart
        label={t("label", { threshold })}
        axis={axis}
        bars={rows.map(({ name, short, isCurrent, qualified, before }) => ({
          key: name,
          label: short,
          value: qualified,
          text: number(qualified),
          mark: threshold === present ? undefined : before,
          isOpen: isCurrent,
        }))}
      />
      <Legend
        present={threshold === present ? null : present}
        isOpen={rows.some(({ isCurrent }) => isCurrent)}
      />
      <DataTable
        caption={t("caption", { threshold })}
        rows={rows}
        rowKey={(row) => row.name}
        columns={[
          {
            key: "period",
            header: t("period"),
            cell: (row) => (row.isCurrent ? t("soFar", { period: row.label }) : row.label),
          },
          { key: "people", header: t("people"), cell: (row) => number(row.qualified), align: "end" },
          {
            key: "share",
            header: t("share"),
            cell: (row) => t("percent", { share: people > 0 ? row.qualified / people : 0 }),
            align: "end",
          },
          {
            key: "present",
            header: t("present", { present }),
            cell: (row) => number(row.before),
            align: "end",
          },
        ]}
      />
    </div>
  );
}

/** What the shapes mean; each is told apart without colour. */
function Legend({ present, isOpen }: { present: number | null; isOpen: boolean }) {
  const t = useTranslations("simulator.chart");
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-muted text-sm">
      <li className="flex items-center gap-2">
        <svg aria-hidden="true" width="22" height="12">
          <rect width="22" height="12" rx="3" className="fill-accent forced-colors:fill-[Highlight]" />
        </svg>
        {t("bar")}
      </li>
      {present === null ? null : (
        <li className="flex items-center gap-2">
          <svg aria-hidden="true" width="6" height="16">
            <line
              x1="3"
              x2="3"
              y1="0"
              y2="16"
              className="stroke-3 stroke-ink forced-colors:stroke-[CanvasText]"
            />
          </svg>
          {t("mark", { present })}
        </li>
      )}
      {isOpen ? (
        <li className="flex items-center gap-2">
          <svg aria-hidden="true" width="22" height="12">
            <rect
              x="1"
              y="1"
              width="20"
              height="10"
              rx="3"
              strokeDasharray="4 3"
              className="fill-accent-soft stroke-2 stroke-accent forced-colors:fill-[Canvas] forced-colors:stroke-[Highlight]"
            />
          </svg>
          {t("running")}
        </li>
      ) : null}
    </ul>
  );
}
