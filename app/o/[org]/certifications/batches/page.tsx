import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CertificationBatchTable } from "@/components/certifications/batch-table";
import { CertificateTabs } from "@/components/certifications/certificate-tabs";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { listCertificationBatches } from "@/lib/certifications/batch-queries";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";

type Props = { params: Promise<{ org: string }> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("issuing"))("title") };
}

export default async function CertificationBatchesPage({ params }: Props) {
  const { org } = await params;
  const { ctx, data } = await inPage(org, (ctx) => listCertificationBatches(ctx));
  const t = await getTranslations("issuing");
  const words = await getTranslations("certifications");
  const f = await formats(ctx.organization.timeZone);
  const list = `/o/${org}/certifications`;
  return (
    <>
      <CertificateTabs path={list} />
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <LinkButton href={`${list}/issue-many`} variant="primary">
            {t("new")}
          </LinkButton>
        }
      />
      <CertificationBatchTable
        path={`${list}/batches`}
        rows={data.map((batch) => ({
          id: batch.id,
          type: batch.type,
          issued: t("of", { issued: f.number(batch.issued), rows: f.number(batch.rowCount) }),
          state: batch.undone ? t("undone") : t(`states.${batch.runStatus}`),
          by: batch.createdBy ?? words("somebody"),
          when: f.dateTime(batch.createdAt),
        }))}
      />
    </>
  );
}
