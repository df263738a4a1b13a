import { getTranslations } from "next-intl/server";
import { SimulatorBoard } from "@/components/achievements/simulator-board";
import type { ShownPeriod } from "@/components/achievements/simulator-chart";
import { SimulatorChoice } from "@/components/achievements/simulator-choice";
import { axisTo } from "@/components/chart/scale";
import { DataTable } from "@/components/data-table/data-table";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { type Ctx, may } from "@/lib/context";
import { layOut } from "@/lib/criteria/occurrences";
import type { PreviewedDefinition } from "@/lib/evaluation/preview-definition-queries";
import type { Simulated } from "@/lib/evaluation/simulator-queries";
import { qualifiedAt, shownThresholds } from "@/lib/evaluation/simulator-rules";
import { periodUnits } from "@/lib/evaluation/simulator-schema";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { rulePhrases } from "../../rule-phrases";
import { writtenPeriods } from "./written";

type Props = Readonly<{ org: string; ctx: Ctx; achievement: PreviewedDefinition; simulated: Simulated }>;

/** The slider with its chart, the table of more thresholds, and how it was counted. */
export async function Simulation({ org, ctx, achievement, simulated }: Props) {
  const t = await getTranslations("simulator");
  const { timeZone } = ctx.organization;
  const f = await formats(timeZone);
  const path = `/o/${org}/achievements/${achievement.id}`;
  const periods = await writtenPeriods(timeZone, simulated);
  const { phrases } = await rulePhrases(timeZone, { ...simulated, isRepeatable: achievement.isRepeatable });
  const { rule, unit, isUnitFree, present } = simulated;
  const highest = Math.max(...periods.map((period) => qualifiedAt(period, simulated.step)));
  return (
    <div className="space-y-5">
      <SimulatorChoice
        // A new key: the browser keeps what was chosen in the form before.
        key={`${rule} ${unit}`}
        path={`${path}/simulator`}
        rules={simulated.rules.map((value) => ({ value, label: phrases.get(value) ?? value }))}
        rule={rule}
        unit={isUnitFree ? unit : null}
        units={periodUnits}
      />
      <Card title={t("try.title")}>
        <p className="text-muted">{phrases.get(rule)}</p>
        {simulated.isSingle ? null : <p className="text-muted">{t("try.listed")}</p>}
        <ClientMessages namespaces={["simulator"]}>
          <SimulatorBoard
            key={`${rule} ${unit}`}
            periods={periods}
            present={present}
            last={simulated.last}
            step={simulated.step}
            people={simulated.people}
            axis={axisTo(highest, f.number)}
            latest={unit === null ? "range" : isUnitFree ? "total" : unit}
            edit={simulated.isSingle && may(ctx, "achievements:write") ? `${path}/edit?rule=${rule}` : null}
          />
        </ClientMessages>
      </Card>
      <MoreThresholds path={path} simulated={simulated} periods={periods} />
      <Notes simulated={simulated} />
    </div>
  );
}

async function MoreThresholds({
  path,
  simulated,
  periods,
}: Readonly<{ path: string; simulated: Simulated; periods: readonly ShownPeriod[] }>) {
  const t = await getTranslations("simulator");
  const f = await formats();
  const { present, last, step, rule, unit } = simulated;
  return (
    <Card
      title={t("table.title")}
      actions={
        <LinkButton
          href={`${path}/simulator/file?${new URLSearchParams({ rule, per: unit ?? "" })}`}
          download
        >
          {t("table.file")}
        </LinkButton>
      }
    >
      <DataTable
        caption={t("table.caption")}
        hideCaption
        rows={periods.toReversed()}
        rowKey={(row) => row.name}
        columns={[
          {
            key: "period",
            header: t("chart.period"),
            cell: (row) => (row.isCurrent ? t("chart.soFar", { period: row.label }) : row.label),
          },
          ...shownThresholds(present, last, step).map((threshold) => ({
            key: String(threshold),
            header: threshold === present ? t("table.present", { threshold }) : f.number(threshold, 2),
            cell: (row: ShownPeriod) => f.number(qualifiedAt(row, threshold)),
            align: "end" as const,
          })),
        ]}
      />
    </Card>
  );
}

async function Notes({ simulated }: { simulated: Simulated }) {
  const t = await getTranslations("simulator.notes");
  const { people, unit, isUnitFree, criteria } = simulated;
  return (
    <Card title={t("title")}>
      <ul className="list-disc space-y-1 pl-5">
        <li>{t("people", { people })}</li>
        {unit === null ? null : <li>{t(isUnitFree ? "total" : "window")}</li>}
        {layOut(criteria).leaves.length > 1 ? <li>{t("others")}</li> : null}
      </ul>
    </Card>
  );
}
