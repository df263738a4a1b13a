"use client";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import type { BoardProps } from "@/components/tiers/use-thresholds";
import { Card } from "@/components/ui/card";
import { countsAt } from "@/lib/tiers/simulator-rules";

type Props = Pick<BoardProps, "periods" | "tiers"> & Readonly<{ thresholds: readonly number[] }>;

/** What the thresholds would have meant in every period, beside what the saved ones mean. */
export function SimulatorTable({ periods, tiers, thresholds }: Props) {
  const t = useTranslations("tierSimulator.table");
  const saved = tiers.map(({ threshold }) => threshold);
  const rows = periods.toReversed().map((period) => ({
    ...period,
    tried: countsAt(period, tiers, thresholds),
    present: countsAt(period, tiers, saved),
  }));
  type Row = (typeof rows)[number];
  const cell = (row: Row, at: number) => {
    const [tried = 0, present = 0] = [row.tried.people[at], row.present.people[at]];
    return tried === present ? t("number", { value: tried }) : t("changed", { value: tried, present });
  };
  return (
    <Card title={t("title")}>
      <DataTable
        caption={t("caption")}
        rows={rows}
        rowKey={(row) => row.key}
        columns={[
          {
            key: "period",
            header: t("period"),
            cell: (row) => (row.isCurrent ? t("soFar", { period: row.label }) : row.label),
          },
          ...tiers
            .map(({ id, name }, at) => ({
              key: id,
              header: name,
              cell: (row: Row) => cell(row, at),
              align: "end" as const,
            }))
            .toReversed(),
          {
            key: "none",
            header: t("none"),
            cell: (row) => t("number", { value: row.tried.none }),
            align: "end",
          },
        ]}
      />
    </Card>
  );
}
