import type { Metadata } from "next";
import { cookies } from "next/headers";
import { getTranslations } from "next-intl/server";
import { chosenFiles, ListFiles } from "@/app/o/[org]/views/list-files";
import { ListViews } from "@/app/o/[org]/views/list-views";
import { CertificateTabs } from "@/components/certifications/certificate-tabs";
import { CertificationFilterBar, isFiltered } from "@/components/certifications/certification-filters";
import { CertificationTable } from "@/components/certifications/certification-table";
import { ExpiryLinks } from "@/components/certifications/expiry-links";
import { Pager } from "@/components/data-table/pager";
import { Selection } from "@/components/data-table/selection";
import { SelectionBar } from "@/components/data-table/selection-bar";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Late } from "@/components/ui/late";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import { lastDayOf } from "@/lib/certifications/calendar-rules";
import { countCertifications, listCertifications } from "@/lib/certifications/list-queries";
import {
  type CertificationColumn,
  type CertificationFilters,
  COLUMNS_COOKIE,
  certificationFilters,
  columnsOf,
  MAX_TOGETHER,
  usualColumns,
} from "@/lib/certifications/list-schema";
import { MAX_AT_ONCE } from "@/lib/certifications/many-schema";
import { listCertificationTypes } from "@/lib/certifications/type-queries";
import type { Ctx } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { listGroups } from "@/lib/people/group-queries";
import { listViews } from "@/lib/views/queries";
import { certificationColumnNames } from "./columns";
import { links } from "./selection-links";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("certifications"))("list.title") };
}

async function read(ctx: Ctx, filters: CertificationFilters, columns: readonly CertificationColumn[]) {
  const [page, total, types, groups, views] = await Promise.all([
    listCertifications(ctx, { ...filters, columns }),
    countCertifications(ctx, filters),
    listCertificationTypes(ctx),
    listGroups(ctx),
    listViews(ctx, "certifications"),
  ]);
  const f = await formats(ctx.organization.timeZone);
  const t = await getTranslations("certifications");
  const rows = page.rows.map(({ issuedAt, expiresAt, groups: of, ...row }) => ({
    ...row,
    issued: f.shortDate(issuedAt),
    expires: expiresAt ? f.shortDate(lastDayOf(expiresAt, f.timeZone)) : t("never"),
    groups: f.list(of),
  }));
  return { ...page, rows, total, types, groups, views };
}

const optionsOf = (all: readonly Readonly<{ id: string; name: string }>[]) =>
  all.map(({ id, name }) => ({ value: id, label: name }));

export default function CertificationsPage(props: Props) {
  return <Late fallback={<ListSkeleton tabs filters={5} views />} part={Certifications(props)} />;
}

async function Certifications({ params, searchParams }: Props) {
  const { org } = await params;
  const query = await searchParams;
  const filters = certificationFilters.parse(query);
  const chosen = columnsOf(query.columns);
  const columns = chosen ?? columnsOf((await cookies()).get(COLUMNS_COOKIE)?.value) ?? usualColumns;
  const { ctx, data } = await inPage(org, (ctx) => read(ctx, filters, columns));
  const t = await getTranslations("certificateList");
  const path = `/o/${org}/certifications`;
  const files = await chosenFiles({ path, query, columns });
  const key = isFiltered(filters) ? "noneFound" : "none";
  return (
    <>
      <CertificateTabs path={path} />
      <PageHeader title={t("title")} lead={t("lead")} actions={<IssueLinks path={path} />} />
      <ExpiryLinks path={path} query={query} within={filters.within} />
      <CertificationFilterBar
        path={path}
        query={query}
        filters={filters}
        columns={chosen?.join(",")}
        types={optionsOf(data.types)}
        groups={data.groups}
      />
      <ListViews
        ctx={ctx}
        list="certifications"
        views={data.views}
        path={path}
        query={query}
        columns={await certificationColumnNames()}
        shown={columns}
        cookie={COLUMNS_COOKIE}
      />
      <ClientMessages namespaces={["certificateList"]}>
        <Selection ids={data.rows.map(({ id }) => id)}>
          <CertificationTable
            path={path}
            query={query}
            columns={columns}
            sort={filters.sort ?? "-issued"}
            rows={data.rows}
            empty={<EmptyState title={t(key)}>{t(`${key}Help`)}</EmptyState>}
          />
          {data.rows.length > 0 ? (
            <SelectionBar
              links={[...(await links(ctx, path, query)), ...files]}
              total={data.total}
              most={MAX_AT_ONCE}
            />
          ) : null}
        </Selection>
      </ClientMessages>
      <Pager
        previous={data.previous && tableLink(path, query, { before: data.previous })}
        next={data.next && tableLink(path, query, { after: data.next })}
        summary={
          data.total > MAX_TOGETHER
            ? t("shownOfMany", { shown: data.rows.length, most: MAX_TOGETHER })
            : t("shownOf", { shown: data.rows.length, total: data.total })
        }
      />
      <ListFiles path={path} query={query} columns={columns} total={data.total} />
    </>
  );
}

async function IssueLinks({ path }: { path: string }) {
  const t = await getTranslations("certificateList");
  const issuing = await getTranslations("issuing");
  return (
    <>
      <LinkButton href={`${path}/issue`} variant="primary">
        {t("issueOne")}
      </LinkButton>
      <LinkButton href={`${path}/issue-many`}>{issuing("new")}</LinkButton>
    </>
  );
}
