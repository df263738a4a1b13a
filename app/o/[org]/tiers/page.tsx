import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Reorder } from "@/components/achievements/reorder";
import { TemplateChoice } from "@/components/tiers/template-choice";
import { type TierRow, TierTable } from "@/components/tiers/tier-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { Late } from "@/components/ui/late";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import { may } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { listTiers, type TierView } from "@/lib/tiers/view-queries";
import { begin, move, order } from "./actions";
import { tierSentences } from "./sentence";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("tiers"))("title") };
}

export default function TiersPage(props: Props) {
  return <Late fallback={<ListSkeleton filters={0} />} part={Tiers(props)} />;
}

async function Tiers({ params }: Props) {
  const { org } = await params;
  const { ctx, data: tiers } = await inPage(org, listTiers);
  const t = await getTranslations("tiers");
  const f = await formats(ctx.organization.timeZone);
  const takes = await tierSentences(ctx, tiers);
  const path = `/o/${org}/tiers`;
  const canWrite = may(ctx, "tiers:write");
  const rowOf = (tier: TierView): TierRow => ({
    ...tier,
    takes: takes(tier),
    holders: f.number(tier.holders),
  });
  const ladder = tiers.filter(({ isActive }) => isActive).toReversed();
  const out = tiers.filter(({ isActive }) => !isActive);
  const create = (
    <LinkButton href={`${path}/new`} variant="primary" icon={<Icon as="plus" />}>
      {t("new")}
    </LinkButton>
  );
  const ways = (
    <>
      <LinkButton href={`${path}/standings`}>{t("standings")}</LinkButton>
      <LinkButton href={`${path}/simulator`}>{t("simulator")}</LinkButton>
    </>
  );
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <>
            {canWrite ? create : null}
            {tiers.length > 0 ? ways : null}
          </>
        }
      />
      <ClientMessages namespaces={["tiers"]}>
        {tiers.length === 0 ? <Empty begin={canWrite ? begin.bind(null, org) : null} /> : null}
        {ladder.length > 0 ? (
          <Reorder ids={ladder.map(({ id }) => id)} move={move.bind(null, org)} order={order.bind(null, org)}>
            <TierTable path={path} caption={t("list.caption")} rows={ladder.map(rowOf)} canMove={canWrite} />
          </Reorder>
        ) : null}
        {ladder.length === 0 && tiers.length > 0 ? (
          <EmptyState title={t("noneInUse")}>{t("noneInUseHelp")}</EmptyState>
        ) : null}
        {out.length > 0 ? (
          <div className="mt-8">
            <TierTable
              path={path}
              caption={t("list.outCaption")}
              rows={out.map(rowOf)}
              canMove={false}
              isOut
            />
          </div>
        ) : null}
      </ClientMessages>
    </>
  );
}

async function Empty({ begin: use }: { begin: Parameters<typeof TemplateChoice>[0]["begin"] | null }) {
  const t = await getTranslations("tiers");
  return (
    <div className="space-y-5">
      <EmptyState title={t("none")}>{t(use ? "noneHelp" : "noneRead")}</EmptyState>
      {use ? <TemplateChoice begin={use} /> : null}
    </div>
  );
}
