import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ListFiles } from "@/app/o/[org]/views/list-files";
import { ListViews } from "@/app/o/[org]/views/list-views";
import { FilterBar, FilterSelect, FilterText } from "@/components/data-table/filter-bar";
import { Pager } from "@/components/data-table/pager";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import { ActivityTable } from "@/components/facts/activity-table";
import { FactEmpty } from "@/components/facts/fact-empty";
import { PeriodFilter, UnreadDays } from "@/components/facts/period-filter";
import { ShownFilter } from "@/components/facts/shown-filter";
import { writeShortMoment } from "@/components/facts/written-moment";
import { Icon } from "@/components/ui/icon";
import { Late } from "@/components/ui/late";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import type { Ctx } from "@/lib/context";
import { MAX_FILE_ROWS } from "@/lib/exports/table-rules";
import { countActivities, listActivities, listActivityKinds } from "@/lib/facts/activity-queries";
import { type ActivityFilter, activityFilter } from "@/lib/facts/filter-schema";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";
import { columnsIn, LIST_COLUMNS } from "@/lib/views/columns-rules";
import { listViews } from "@/lib/views/queries";
import { activityColumns } from "./columns";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

async function read(ctx: Ctx, filter: ActivityFilter) {
  const [page, total, kinds, views] = await Promise.all([
    listActivities(ctx, filter),
    countActivities(ctx, filter, MAX_FILE_ROWS.xlsx),
    listActivityKinds(ctx),
    listViews(ctx, "activity"),
  ]);
  // A kind that nobody uses any more is still what the list is filtered by.
  return { page, total, views, kinds: [...new Set([...kinds, ...(filter.kind ? [filter.kind] : [])])] };
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("facts");
  return { title: t("activity.title") };
}

export default function ActivityPage(props: Props) {
  return <Late fallback={<ListSkeleton filters={5} views />} part={Activity(props)} />;
}

async function Activity({ params, searchParams }: Props) {
  const { org } = await params;
  const query = await searchParams;
  const filter = activityFilter.parse(query);
  const { ctx, data } = await inPage(org, (ctx) => read(ctx, filter));
  const t = await getTranslations("facts");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/activity`;
  const chosen = columnsIn("activity", query.columns);
  const shown = chosen ?? LIST_COLUMNS.activity;
  const add = (
    <LinkButton href={`${path}/new`} variant="primary" icon={<Icon as="plus" />}>
      {t("activity.add")}
    </LinkButton>
  );
  const actions = (
    <>
      {add}
      <LinkButton href={`/o/${org}/imports/new?kind=activities`}>{t("orImport")}</LinkButton>
    </>
  );
  const isFiltered = Boolean(filter.q || filter.kind || filter.from || filter.to || filter.shown);
  const rows = data.page.rows.map((row) => ({
    ...row,
    when: writeShortMoment(row.occurredAt, f),
    duration: row.minutes === null ? null : f.minutes(row.minutes),
    people: row.participants === null ? null : f.number(row.participants),
  }));
  return (
    <>
      <PageHeader title={t("activity.title")} lead={t("activity.lead")} actions={actions} />
      <FilterBar path={path} active={isFiltered} keep={{ columns: chosen?.join("."), sort: filter.sort }}>
        <FilterText name="q" label={t("search")} value={filter.q} />
        <FilterSelect
          name="kind"
          label={t("kind")}
          value={filter.kind}
          all={t("allKinds")}
          options={data.kinds.map((kind) => ({ value: kind, label: kind }))}
        />
        <PeriodFilter query={query} />
        <ShownFilter value={filter.shown} />
      </FilterBar>
      <UnreadDays query={query} filter={filter} />
      <ListViews
        ctx={ctx}
        list="activity"
        views={data.views}
        path={path}
        query={query}
        columns={await activityColumns()}
        shown={shown}
      />
      <ActivityTable
        path={path}
        query={query}
        sort={filter.sort ?? "-when"}
        rows={rows}
        shown={shown}
        empty={
          <FactEmpty
            isFiltered={isFiltered}
            path={path}
            title={t("activity.none")}
            help={t("activity.noneHelp")}
            actions={actions}
          />
        }
      />
      <Pager
        previous={data.page.previous && tableLink(path, query, { before: data.page.previous })}
        next={data.page.next && tableLink(path, query, { after: data.page.next })}
      />
      <ListFiles path={path} query={query} columns={shown} total={data.total} />
    </>
  );
}
