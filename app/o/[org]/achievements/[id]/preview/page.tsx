import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { AchievementStatusPill } from "@/components/achievements/status-pill";
import type { SearchParams } from "@/components/data-table/table-link";
import { Medallion } from "@/components/medallion/medallion";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Callout } from "@/components/ui/callout";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import type { Category } from "@/lib/achievements/definition-keys";
import { may } from "@/lib/context";
import { type Preview, previewAchievement } from "@/lib/evaluation/preview-queries";
import { previewFilter } from "@/lib/evaluation/preview-schema";
import { inPage, titled } from "@/lib/http/page";
import { translateMessage } from "@/lib/i18n/translate-message";
import { rulePhrases } from "../../rule-phrases";
import { Counted } from "./counted";

type Props = { params: Promise<{ org: string; id: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org } = await params;
  const t = await getTranslations("preview");
  return titled(org, async () => t("short"));
}

export default async function PreviewPage({ params, searchParams }: Props) {
  const { org, id } = await params;
  if (!z.uuid().safeParse(id).success) notFound();
  const query = await searchParams;
  const filter = previewFilter.parse(query);
  const { ctx, data } = await inPage(org, (ctx) => previewAchievement(ctx, id, filter));
  const { achievement, counted } = data;
  const t = await getTranslations("preview");
  const list = await getTranslations("achievements.list");
  const path = `/o/${org}/achievements`;
  const { timeZone } = ctx.organization;
  const described =
    counted && (await rulePhrases(timeZone, { ...counted, isRepeatable: achievement.isRepeatable }));
  return (
    <>
      <Breadcrumb
        items={[
          { href: path, label: list("title") },
          { href: `${path}/${id}`, label: achievement.name },
        ]}
      />
      <PageHeader
        picture={
          <Medallion
            decorative
            icon={achievement.badgeIconUrl ?? ""}
            category={achievement.category as Category}
            label={achievement.name}
          />
        }
        title={t("title", { name: achievement.name })}
        status={<AchievementStatusPill status={achievement.status} />}
        lead={described ? t("takes", { takes: described.sentence }) : null}
        actions={
          <>
            {may(ctx, "achievements:write") ? (
              <LinkButton href={`${path}/${id}/edit`}>{t("edit")}</LinkButton>
            ) : null}
            {counted ? <LinkButton href={`${path}/${id}/simulator`}>{t("simulator")}</LinkButton> : null}
          </>
        }
      />
      <div className="space-y-5">
        <Notes preview={data} />
        {counted && described ? (
          <Counted
            org={org}
            query={query}
            filter={filter}
            ctx={ctx}
            preview={{ ...data, counted }}
            phrases={described.phrases}
          />
        ) : null}
      </div>
    </>
  );
}

/** What stands between the achievement and anybody earning it. */
async function Notes({ preview: { achievement, counted, problem, isPaused } }: { preview: Preview }) {
  const t = await getTranslations("preview");
  const errors = await getTranslations("errors");
  if (problem) {
    return (
      <Callout tone="danger" title={t("broken.title")}>
        <p>{t("broken.text", { problem: translateMessage(errors, problem, t("list.rules")) })}</p>
      </Callout>
    );
  }
  if (!counted) return <EmptyState title={t("manual.title")}>{t("manual.text")}</EmptyState>;
  return (
    <>
      {isPaused ? <Callout tone="warning">{t("paused")}</Callout> : null}
      {achievement.isOver ? <Callout tone="warning">{t("over")}</Callout> : null}
    </>
  );
}
