import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FilterBar, FilterSelect } from "@/components/data-table/filter-bar";
import { Pager } from "@/components/data-table/pager";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import { ImportTable } from "@/components/imports/import-table";
import { EmptyState } from "@/components/ui/empty-state";
import { Icon } from "@/components/ui/icon";
import { Late } from "@/components/ui/late";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";
import { listImports } from "@/lib/imports/queries";
import { IMPORT_KINDS } from "@/lib/imports/rules";
import { importFilter } from "@/lib/imports/schema";
import { writeCounts } from "./written";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("imports");
  return { title: t("title") };
}

export default function ImportsPage(props: Props) {
  return <Late fallback={<ListSkeleton filters={0} />} part={Imports(props)} />;
}

async function Imports({ params, searchParams }: Props) {
  const { org } = await params;
  const filter = importFilter.parse(await searchParams);
  const { ctx, data } = await inPage(org, (ctx) => listImports(ctx, filter));
  const t = await getTranslations("imports");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/imports`;
  const add = (
    <LinkButton href={`${path}/new`} variant="primary" icon={<Icon as="plus" />}>
      {t("new")}
    </LinkButton>
  );
  const rows = data.rows.map((row) => ({
    id: row.id,
    kind: row.kind,
    fileName: row.fileName,
    status: row.status,
    createdAt: row.createdAt,
    ...writeCounts(row, f),
    when: `${f.shortDate(row.createdAt)} ${f.time(row.createdAt)}`,
    by: row.createdBy ?? t("commandLine"),
  }));
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} actions={add} />
      <FilterBar path={path} active={filter.kind !== undefined}>
        <FilterSelect
          name="kind"
          label={t("kindColumn")}
          value={filter.kind}
          all={t("allKinds")}
          options={IMPORT_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
        />
      </FilterBar>
      <ImportTable
        path={path}
        rows={rows}
        empty={
          filter.kind ? (
            <EmptyState
              title={t("noneFound")}
              actions={<LinkButton href={path}>{t("showAll")}</LinkButton>}
            />
          ) : (
            <EmptyState title={t("none")} actions={add}>
              {t("noneHelp")}
            </EmptyState>
          )
        }
      />
      <Pager
        previous={data.previous && tableLink(path, filter, { before: data.previous })}
        next={data.next && tableLink(path, filter, { after: data.next })}
      />
    </>
  );
}
