import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CertificationFilterBar, isFiltered } from "@/components/certifications/certification-filters";
import { CertificationTable } from "@/components/certifications/certification-table";
import { Pager } from "@/components/data-table/pager";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { listCertifications } from "@/lib/certifications/list-queries";
import { certificationFilters } from "@/lib/certifications/schema";
import { listCertificationTypes } from "@/lib/certifications/type-queries";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("certifications"))("list.title") };
}

export default async function CertificationsPage({ params, searchParams }: Props) {
  const { org } = await params;
  const query = await searchParams;
  const filters = certificationFilters.parse(query);
  const { ctx, data } = await inPage(org, async (ctx) => {
    const [page, types] = await Promise.all([listCertifications(ctx, filters), listCertificationTypes(ctx)]);
    return { page, types };
  });
  const t = await getTranslations("certifications");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/certifications`;
  const rows = data.page.rows.map(({ issuedAt, expiresAt, ...row }) => ({
    ...row,
    issued: f.shortDate(issuedAt),
    expires: expiresAt ? f.shortDate(expiresAt) : t("never"),
  }));
  const key = isFiltered(filters) ? "noneFound" : "none";
  return (
    <>
      <PageHeader
        title={t("list.title")}
        lead={t("list.lead")}
        actions={
          <>
            <LinkButton href={`${path}/issue`} variant="primary">
              {t("issue.title")}
            </LinkButton>
            <LinkButton href={`${path}/types`}>{t("list.types")}</LinkButton>
          </>
        }
      />
      <CertificationFilterBar
        path={path}
        query={query}
        filters={filters}
        types={data.types.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <CertificationTable
        path={path}
        rows={rows}
        empty={<EmptyState title={t(`list.${key}`)}>{t(`list.${key}Help`)}</EmptyState>}
      />
      <Pager
        previous={data.page.previous && tableLink(path, query, { before: data.page.previous })}
        next={data.page.next && tableLink(path, query, { after: data.page.next })}
      />
    </>
  );
}
