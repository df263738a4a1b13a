import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { EndorsementSection } from "@/app/o/[org]/endorsements/section";
import { RecordHistorySection } from "@/app/o/[org]/history/record-history";
import { AchievementActions } from "@/components/achievements/achievement-actions";
import { Definition } from "@/components/achievements/definition";
import { DetailCards } from "@/components/achievements/detail-cards";
import { AwardTable, VersionTable } from "@/components/achievements/history";
import { AchievementStatusPill } from "@/components/achievements/status-pill";
import { ThemePreview } from "@/components/achievements/theme-preview";
import type { SearchParams } from "@/components/data-table/table-link";
import { Medallion } from "@/components/medallion/medallion";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Late } from "@/components/ui/late";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { CardsSkeleton } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import { getAchievementDetails } from "@/lib/achievements/detail-queries";
import { getAchievementHistory } from "@/lib/achievements/history-queries";
import { type AchievementView, getAchievement } from "@/lib/achievements/queries";
import { iconWarnings } from "@/lib/achievements/rules";
import { type Ctx, may } from "@/lib/context";
import { listEndorsements } from "@/lib/endorsements/queries";
import { namesIn } from "@/lib/evaluation/names-queries";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { translateMessage } from "@/lib/i18n/translate-message";
import { activate, archive, deactivate, duplicate, remove, restore } from "../actions";
import { sentences } from "../sentence";
import { EvaluateNow } from "./evaluate-now";

type Props = {
  params: Promise<{ org: string; id: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, id } = await params;
  if (!z.uuid().safeParse(id).success) return {};
  const { data } = await inPage(org, (ctx) => getAchievement(ctx, { id }));
  return { title: data.name };
}

export default async function AchievementPage({ params, searchParams }: Props) {
  const { org, id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const { ctx, data: achievement } = await inPage(org, (ctx) => getAchievement(ctx, { id }));
  const t = await getTranslations("achievements");
  const path = `/o/${org}/achievements`;
  const actions = {
    activate: activate.bind(null, org),
    deactivate: deactivate.bind(null, org),
    duplicate: duplicate.bind(null, org),
    archive: archive.bind(null, org),
    restore: restore.bind(null, org),
    remove: remove.bind(null, org),
  };
  return (
    <>
      <Breadcrumb items={[{ href: path, label: t("list.title") }]} />
      <PageHeader
        picture={
          <Medallion
            decorative
            icon={achievement.badgeIconUrl ?? ""}
            category={achievement.category}
            label={achievement.name}
          />
        }
        title={achievement.name}
        status={<AchievementStatusPill status={achievement.status} />}
        actions={
          may(ctx, "achievements:write") ? (
            <ClientMessages namespaces={["achievements"]}>
              <AchievementActions
                achievement={achievement}
                actions={actions}
                path={path}
                edit={<LinkButton href={`${path}/${id}/edit`}>{t("detail.edit")}</LinkButton>}
              />
            </ClientMessages>
          ) : null
        }
      />
      <div className="space-y-5">
        <Late
          fallback={<CardsSkeleton count={3} className="space-y-5" card="h-96 w-full" />}
          part={Parts({ ctx, achievement, path })}
        />
        <RecordHistorySection
          ctx={ctx}
          kind="achievement"
          id={id}
          path={`${path}/${id}`}
          wanted={(await searchParams).history}
        />
      </div>
    </>
  );
}

async function read(ctx: Ctx, achievement: AchievementView) {
  const { id } = achievement;
  const history = await getAchievementHistory(ctx, { id });
  const [details, names, endorsements] = await Promise.all([
    getAchievementDetails(ctx, { id }),
    namesIn(ctx, [achievement, ...history.versions]),
    listEndorsements(ctx, id),
  ]);
  return { history, details, names, endorsements };
}

type PartsProps = { ctx: Ctx; achievement: AchievementView; path: string };

/** What it takes, how it looks, who has it and what it was before. */
async function Parts({ ctx, achievement, path }: PartsProps) {
  const { id } = achievement;
  const org = ctx.organization.slug;
  const { history, details, names, endorsements } = await read(ctx, achievement);
  const t = await getTranslations("achievements");
  const preview = await getTranslations("preview");
  const isEarned = achievement.triggerType !== "manual";
  const f = await formats(ctx.organization.timeZone);
  const takes = await sentences(ctx.organization.timeZone, names);
  const versions = history.versions.map((version) => ({ ...version, takes: takes(version) }));
  return (
    <>
      <Card title={t("detail.definition")}>
        <Definition achievement={achievement} written={{ date: f.date, takes: takes(achievement) }} />
        {isEarned ? (
          <p className="flex flex-wrap gap-x-5 gap-y-1">
            <TextLink href={`${path}/${id}/preview`}>{preview("short")}</TextLink>
            <TextLink href={`${path}/${id}/simulator`}>{preview("simulator")}</TextLink>
          </p>
        ) : null}
      </Card>
      <DetailCards details={details} achievement={achievement} path={path} />
      <EndorsementSection ctx={ctx} achievementId={id} rows={endorsements} />
      <Card title={t("preview.title")}>
        <Looks achievement={achievement} />
      </Card>
      <Card title={t("detail.awards")} actions={<EvaluateNow ctx={ctx} achievement={achievement} />}>
        <p>{t("detail.awardsCount", { count: history.awardCount })}</p>
        <AwardTable org={org} awards={history.awards} written={{ date: f.shortDate }} />
        {history.awardCount > 0 ? (
          <TextLink href={`/o/${org}/badges?achievement=${id}`}>{t("detail.allAwards")}</TextLink>
        ) : null}
      </Card>
      <Versions versions={versions} date={f.dateTime} path={`${path}/${id}`} />
    </>
  );
}

async function Looks({ achievement }: { achievement: AchievementView }) {
  const t = await getTranslations("achievements");
  const words = await getTranslations("errors");
  const { badgeIconUrl, category } = achievement;
  return (
    <>
      <ThemePreview icon={badgeIconUrl ?? ""} category={category} />
      {iconWarnings(badgeIconUrl).map(({ message }) => (
        <Callout key={message.key} tone="warning" title={t("form.warnings")}>
          {translateMessage(words, message)}
        </Callout>
      ))}
    </>
  );
}

type VersionsProps = {
  versions: Parameters<typeof VersionTable>[0]["versions"];
  date: (at: Date) => string;
  path: string;
};

async function Versions({ versions, date, path }: VersionsProps) {
  const t = await getTranslations("achievements");
  const definitions = await getTranslations("definitions");
  return (
    <Card title={t("detail.versions")}>
      <VersionTable versions={versions} written={{ date }} />
      <TextLink href={`${path}/versions`}>{definitions("versions.all")}</TextLink>
    </Card>
  );
}
