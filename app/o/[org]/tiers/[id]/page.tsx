import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RecordHistorySection } from "@/app/o/[org]/history/record-history";
import type { SearchParams } from "@/components/data-table/table-link";
import { periodText } from "@/components/tiers/period-text";
import { TierActions } from "@/components/tiers/tier-actions";
import { TierMark } from "@/components/tiers/tier-mark";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { Icon } from "@/components/ui/icon";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { StatusPill } from "@/components/ui/status-pill";
import { TextLink } from "@/components/ui/text-link";
import { type Ctx, may } from "@/lib/context";
import { inPage, titled } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { translateMessage } from "@/lib/i18n/translate-message";
import { consequencesOf } from "@/lib/tiers/consequence-queries";
import { tierWarnings } from "@/lib/tiers/rules";
import type { TierView } from "@/lib/tiers/view-queries";
import { deactivate, reactivate, remove } from "../actions";
import { tierSentences } from "../sentence";
import { readTier } from "./read";

type Props = {
  params: Promise<{ org: string; id: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, id } = await params;
  return titled(org, async (ctx) => (await readTier(ctx, id)).name);
}

const read = async (ctx: Ctx, id: string) => {
  const tier = await readTier(ctx, id);
  return { tier, consequence: await consequencesOf(ctx, tier.id) };
};

export default async function TierPage({ params, searchParams }: Props) {
  const { org, id } = await params;
  const { ctx, data } = await inPage(org, (ctx) => read(ctx, id));
  const { tier, consequence } = data;
  const t = await getTranslations("tiers");
  const path = `/o/${org}/tiers`;
  return (
    <>
      <Breadcrumb items={[{ href: path, label: t("title") }]} />
      <PageHeader
        picture={<TierMark iconKey={tier.iconKey} colorToken={tier.colorToken} size={96} />}
        title={tier.name}
        status={
          <StatusPill tone={tier.isActive ? "success" : "neutral"}>
            {t(tier.isActive ? "inUse" : "outOfUse")}
          </StatusPill>
        }
        lead={tier.description ? <p className="whitespace-pre-line">{tier.description}</p> : null}
        actions={
          may(ctx, "tiers:write") ? (
            <ClientMessages namespaces={["tiers"]}>
              <LinkButton href={`${path}/${tier.id}/edit`} icon={<Icon as="pencil" />}>
                {t("edit")}
              </LinkButton>
              <TierActions
                tier={tier}
                consequence={consequence}
                path={path}
                actions={{
                  deactivate: deactivate.bind(null, org),
                  reactivate: reactivate.bind(null, org),
                  remove: remove.bind(null, org),
                }}
              />
            </ClientMessages>
          ) : null
        }
      />
      <div className="space-y-5">
        <Looks tier={tier} />
        <Facts ctx={ctx} tier={tier} path={path} />
        <RecordHistorySection
          ctx={ctx}
          kind="tier"
          id={tier.id}
          path={`${path}/${tier.id}`}
          wanted={(await searchParams).history}
        />
      </div>
    </>
  );
}

/** What is doubtful about how it looks. */
async function Looks({ tier }: { tier: TierView }) {
  const t = await getTranslations("errors");
  const warnings = tierWarnings(tier);
  if (warnings.length === 0) return null;
  return (
    <Callout tone="warning">
      {warnings.map(({ field, message }) => (
        <p key={field}>{translateMessage(t, message)}</p>
      ))}
    </Callout>
  );
}

async function Facts({ ctx, tier, path }: { ctx: Ctx; tier: TierView; path: string }) {
  const t = await getTranslations("tiers");
  const f = await formats(ctx.organization.timeZone);
  const takes = await tierSentences(ctx, [tier]);
  const standings = `${path}/standings?period=${tier.periodKey}&tier=${tier.id}`;
  return (
    <Card title={t("detail.takes")}>
      <p className="max-w-prose text-lg">{takes(tier)}.</p>
      <DescriptionList
        items={[
          { term: t("detail.periodKind"), detail: t(`periodKinds.${tier.awardPeriod}`) },
          ...(tier.isActive
            ? [
                { term: t("detail.place"), detail: t("detail.placeOf", { place: tier.place }) },
                {
                  term: t("detail.holders", { period: periodText(t, tier.periodKey) }),
                  detail: <TextLink href={standings}>{f.number(tier.holders)}</TextLink>,
                },
              ]
            : []),
        ]}
      />
      {tier.wasAssigned ? <p className="text-muted text-sm">{t("detail.cannotDelete")}</p> : null}
    </Card>
  );
}
