"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { SimulatorHistogram } from "@/components/tiers/simulator-histogram";
import { SimulatorSave } from "@/components/tiers/simulator-save";
import { SimulatorTable } from "@/components/tiers/simulator-table";
import { ThresholdControl } from "@/components/tiers/threshold-control";
import { type BoardProps, type SaveThresholds, useThresholds } from "@/components/tiers/use-thresholds";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Spoken } from "@/components/ui/spoken";
import { countsAt, reachOf, type SimulatedTier } from "@/lib/tiers/simulator-rules";

type Props = BoardProps & Readonly<{ /** For those who may change tiers. */ save: SaveThresholds | null }>;

/** The thresholds of all tiers of a period, and what follows from them, at once: the distribution came with the page. */
export function SimulatorBoard({ tiers, metrics, periods, save }: Props) {
  const t = useTranslations("tierSimulator");
  const board = useThresholds({ tiers, metrics });
  const [shown, setShown] = useState(periods.at(-1)?.key ?? "");
  const period = periods.find(({ key }) => key === shown) ?? periods.at(-1);
  if (!period) return null;
  const counted = countsAt(period, tiers, board.thresholds);
  const parts = tiers.map(({ name }, at) => t("part", { people: counted.people[at] ?? 0, name }));
  const sentence = t("result", { parts: parts.toReversed().join(", "), none: counted.none });
  const wrong = outOfOrder(tiers, board.thresholds);
  return (
    <div className="space-y-5">
      <Card title={t("try.title")}>
        <div className="grid gap-x-8 gap-y-5 lg:grid-cols-2">
          {tiers
            .map((tier, at) => (
              <ThresholdControl
                key={tier.id}
                name={tier.name}
                metric={metrics[tier.metric]}
                present={tier.threshold}
                typed={board.typed[at] ?? ""}
                isWrong={board.isWrong[at] ?? false}
                top={Math.ceil(
                  Math.max(...periods.map((one) => reachOf(one, tier.metric, tier.threshold * 2))),
                )}
                onType={(text) => board.type(at, text)}
              />
            ))
            .toReversed()}
        </div>
        <p className="font-bold text-xl">{sentence}</p>
        <Spoken text={sentence} />
        {wrong ? (
          <Callout tone="warning" role="status">
            <p>{t("outOfOrder", wrong)}</p>
          </Callout>
        ) : null}
        {save ? <SimulatorSave tiers={tiers} board={board} save={save} /> : null}
      </Card>
      <SimulatorTable periods={periods} tiers={tiers} thresholds={board.thresholds} />
      <Card title={t("spread.title")}>
        <label className="block w-fit space-y-1">
          <span className="block font-semibold">{t("period")}</span>
          <select
            value={period.key}
            onChange={(event) => setShown(event.target.value)}
            className="block min-h-10 rounded-md border border-control bg-surface px-3 py-1.5 text-ink"
          >
            {periods.toReversed().map(({ key, label }) => (
              <option key={key} value={key}>
                {label}
              </option>
            ))}
          </select>
        </label>
        {metrics.map(({ label }, metric) => (
          <SimulatorHistogram
            // biome-ignore lint/suspicious/noArrayIndexKey: a metric is its place
            key={metric}
            period={period}
            metric={metric}
            label={label}
            tiers={tiers}
            thresholds={board.thresholds}
          />
        ))}
      </Card>
    </div>
  );
}

/** A tier that is reached no later than the one below it, which then nobody holds. */
function outOfOrder(tiers: readonly SimulatedTier[], thresholds: readonly number[]) {
  const at = tiers.findIndex(
    (tier, index) =>
      index > 0 &&
      tier.extra === null &&
      tier.metric === tiers[index - 1]?.metric &&
      (thresholds[index] ?? 0) <= (thresholds[index - 1] ?? 0),
  );
  return at > 0 ? { higher: tiers[at]?.name ?? "", lower: tiers[at - 1]?.name ?? "" } : null;
}
