import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AchievementTable } from "@/components/achievements/achievement-table";
import { Reorder } from "@/components/achievements/reorder";
import { DownloadLink } from "@/components/ui/download-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Late } from "@/components/ui/late";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import { listAchievements, MOST_COUNTED } from "@/lib/achievements/queries";
import { may } from "@/lib/context";
import { namesIn } from "@/lib/evaluation/names-queries";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { move, order } from "./actions";
import { sentences } from "./sentence";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<{ show?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("achievements"))("list.title") };
}

export default function AchievementsPage(props: Props) {
  return <Late fallback={<ListSkeleton filters={0} />} part={Achievements(props)} />;
}

async function Achievements({ params, searchParams }: Props) {
  const { org } = await params;
  const isArchive = (await searchParams).show === "archived";
  const { ctx, data: found } = await inPage(org, async (ctx) => {
    const rows = await listAchievements(ctx, isArchive ? { statuses: ["archived"] } : {});
    return { rows, names: await namesIn(ctx, rows) };
  });
  const { rows: data, names } = found;
  const t = await getTranslations("achievements");
  const definitions = await getTranslations("definitions");
  const f = await formats(ctx.organization.timeZone);
  const counted = (awards: number) =>
    awards > MOST_COUNTED ? t("list.moreThan", { count: f.number(MOST_COUNTED) }) : f.number(awards);
  const takes = await sentences(ctx.organization.timeZone, names);
  const path = `/o/${org}/achievements`;
  const canWrite = may(ctx, "achievements:write");
  const create = canWrite ? (
    <LinkButton href={`${path}/new`} variant="primary">
      {t("list.new")}
    </LinkButton>
  ) : null;
  const empty = isArchive ? (
    <EmptyState title={t("list.noneArchived")}>{t("list.noneArchivedHelp")}</EmptyState>
  ) : (
    <EmptyState title={t("list.none")}>{t(canWrite ? "list.noneHelp" : "list.noneRead")}</EmptyState>
  );
  return (
    <>
      <PageHeader
        title={t(isArchive ? "list.archiveTitle" : "list.title")}
        lead={isArchive ? null : t("list.lead")}
        actions={create}
      />
      <ClientMessages namespaces={["achievements"]}>
        <Reorder ids={data.map(({ id }) => id)} move={move.bind(null, org)} order={order.bind(null, org)}>
          <AchievementTable
            path={path}
            caption={t(isArchive ? "list.archiveCaption" : "list.caption")}
            rows={data.map((row) => ({ ...row, awards: counted(row.awards), takes: takes(row) }))}
            canMove={canWrite && !isArchive}
            empty={empty}
          />
        </Reorder>
      </ClientMessages>
      <p className="mt-4 flex flex-wrap gap-x-6 gap-y-2">
        <TextLink href={isArchive ? path : `${path}?show=archived`}>
          {t(isArchive ? "list.fromArchive" : "list.toArchive")}
        </TextLink>
        <TextLink href={`${path}/catalogue`}>{definitions("catalogue.open")}</TextLink>
        {data.length > 0 ? (
          <DownloadLink href={`${path}/export`}>{definitions("export")}</DownloadLink>
        ) : null}
      </p>
    </>
  );
}
