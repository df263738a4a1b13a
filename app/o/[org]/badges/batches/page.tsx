import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { BadgeTabs } from "@/components/badges/badge-tabs";
import { BatchTable } from "@/components/badges/batch-table";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { listBatches } from "@/lib/badges/batch-queries";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("batches"))("title") };
}

export default async function BatchesPage({ params }: Props) {
  const { org } = await params;
  const { ctx, data } = await inPage(org, listBatches);
  const t = await getTranslations("batches");
  const badges = await getTranslations("badges");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/badges`;
  const add = (
    <LinkButton href={`${path}/batches/new`} variant="primary">
      {t("new")}
    </LinkButton>
  );
  return (
    <>
      <BadgeTabs path={path} />
      <PageHeader title={t("title")} lead={t("lead")} actions={add} />
      <BatchTable
        path={`${path}/batches`}
        rows={data.map(({ id, achievement, reason, awarded, rowCount, createdAt, createdBy, undone }) => ({
          id,
          achievement,
          reason,
          awarded: t("of", { awarded: f.number(awarded), rows: f.number(rowCount) }),
          when: f.dateTime(createdAt),
          by: createdBy ?? badges("somebody"),
          isUndone: undone !== null,
        }))}
      />
    </>
  );
}
