import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import type { SearchParams } from "@/components/data-table/table-link";
import { periodText } from "@/components/tiers/period-text";
import { SimulatorBoard } from "@/components/tiers/simulator-board";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Card } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { type Ctx, may } from "@/lib/context";
import { QUARTER_YEAR } from "@/lib/criteria/rule-schema";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { tierSimulatorFilter } from "@/lib/tiers/filter-schema";
import { simulateTiers, type TierSimulation } from "@/lib/tiers/simulator-queries";
import { setThresholds } from "../actions";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("tierSimulator"))("title") };
}

export default async function TierSimulatorPage({ params, searchParams }: Props) {
  const { org } = await params;
  const filter = tierSimulatorFilter.parse(await searchParams);
  const { ctx, data: simulated } = await inPage(org, (ctx) => simulateTiers(ctx, filter));
  const t = await getTranslations("tierSimulator");
  const tiers = await getTranslations("tiers");
  const path = `/o/${org}/tiers`;
  const kinds = simulated && simulated.kinds.length > 1 ? simulated.kinds : [];
  return (
    <>
      <Breadcrumb items={[{ href: path, label: tiers("title") }]} />
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={kinds.map((kind) => (
          <LinkButton
            key={kind}
            href={`${path}/simulator?kind=${kind}`}
            aria-current={kind === simulated?.kind ? "page" : undefined}
            variant={kind === simulated?.kind ? "primary" : "secondary"}
          >
            {tiers(`periodKinds.${kind}`)}
          </LinkButton>
        ))}
      />
      {simulated ? (
        <Simulated ctx={ctx} simulated={simulated} />
      ) : (
        <EmptyState title={t("none")}>{t("noneHelp")}</EmptyState>
      )}
    </>
  );
}

/** How far a slider moves at once, of what is not counted in ones. */
const STEPS: Partial<Record<string, number>> = { activity_hours: 0.5, membership_years: QUARTER_YEAR };

async function Simulated({ ctx, simulated }: { ctx: Ctx; simulated: TierSimulation }) {
  const t = await getTranslations("tierSimulator");
  const form = await getTranslations("tierForm");
  const tiers = await getTranslations("tiers");
  const { kind, metrics, people } = simulated;
  const metricName = ({ type, filter }: TierSimulation["metrics"][number]) =>
    filter ? t("filtered", { metric: form(`metrics.${type}`) }) : form(`metrics.${type}`);
  // Saved thresholds begin the board anew.
  const key = JSON.stringify([kind, simulated.tiers]);
  return (
    <div className="space-y-5">
      <ClientMessages namespaces={["tierSimulator", "tiers"]}>
        <SimulatorBoard
          key={key}
          tiers={simulated.tiers}
          metrics={metrics.map((metric) => ({
            label: metricName(metric),
            step: STEPS[metric.type] ?? 1,
            isStepped: metric.type === "membership_years",
          }))}
          periods={simulated.periods.map((period) => ({
            ...period,
            label: kind === "lifetime" ? t("atEndOf", { year: period.key }) : periodText(tiers, period.key),
          }))}
          save={may(ctx, "tiers:write") ? setThresholds.bind(null, ctx.organization.slug) : null}
        />
      </ClientMessages>
      <Card title={t("notes.title")}>
        <ul className="list-disc space-y-1 pl-5">
          <li>{t("notes.people", { people })}</li>
          <li>{t("notes.highest")}</li>
          {kind === "lifetime" ? <li>{t("notes.lifetime")}</li> : null}
          {simulated.tiers.some(({ extra }) => extra !== null) ? <li>{t("notes.extra")}</li> : null}
        </ul>
      </Card>
    </div>
  );
}
