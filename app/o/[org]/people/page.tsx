import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { chosenFiles, ListFiles } from "@/app/o/[org]/views/list-files";
import { ListViews } from "@/app/o/[org]/views/list-views";
import { Pager } from "@/components/data-table/pager";
import { Selection } from "@/components/data-table/selection";
import { SelectionBar } from "@/components/data-table/selection-bar";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import { PeopleFilter } from "@/components/people/people-filter";
import { PeopleTable } from "@/components/people/people-table";
import { Icon } from "@/components/ui/icon";
import { Late } from "@/components/ui/late";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import { type Ctx, may } from "@/lib/context";
import { MAX_FILE_ROWS } from "@/lib/exports/table-rules";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";
import { listGroups } from "@/lib/people/group-queries";
import { countPeople, listPeople } from "@/lib/people/queries";
import { type PersonFilter, personFilter } from "@/lib/people/schema";
import { namesOfTiersHeld, tierChoices } from "@/lib/tiers/person-queries";
import { columnsIn } from "@/lib/views/columns-rules";
import { listViews } from "@/lib/views/queries";
import { peopleColumns } from "./columns";
import { links } from "./selection-links";

type Props = {
  params: Promise<{ org: string }>;
  searchParams: Promise<SearchParams>;
};

/** The most people one can act on together; no more are counted. */
const MOST = MAX_FILE_ROWS.xlsx;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("people");
  return { title: t("title") };
}

async function read(ctx: Ctx, filter: PersonFilter) {
  const { tiers, periodKeys } = await tierChoices(ctx);
  const [page, total, groups, views] = await Promise.all([
    listPeople(ctx, filter, periodKeys),
    countPeople(ctx, filter, periodKeys, MOST),
    listGroups(ctx),
    listViews(ctx, "people"),
  ]);
  const held = await namesOfTiersHeld(
    ctx,
    page.rows.map(({ userId }) => userId),
  );
  return { ...page, total, tiers, groups, held, views };
}

type Data = Awaited<ReturnType<typeof read>>;

export default function PeoplePage(props: Props) {
  return <Late fallback={<ListSkeleton filters={4} views />} part={People(props)} />;
}

async function People({ params, searchParams }: Props) {
  const { org } = await params;
  const query = await searchParams;
  const filter = personFilter.parse(query);
  const { ctx, data } = await inPage(org, (ctx) => read(ctx, filter));
  const t = await getTranslations("people");
  const path = `/o/${org}/people`;
  const columns = await peopleColumns(data.tiers.length > 0);
  const chosen = columnsIn("people", query.columns);
  const shown = columns.map(({ key }) => key).filter((key) => chosen?.includes(key) ?? true);
  const add = may(ctx, "people:write") ? (
    <LinkButton href={`${path}/new`} variant="primary" icon={<Icon as="plus" />}>
      {t("add")}
    </LinkButton>
  ) : null;
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} actions={add} />
      <PeopleFilter
        path={path}
        filter={filter}
        tiers={data.tiers}
        groups={data.groups}
        kept={{ columns: chosen?.join("."), sort: filter.sort }}
      />
      <ListViews
        ctx={ctx}
        list="people"
        views={data.views}
        path={path}
        query={query}
        columns={columns}
        shown={shown}
      />
      <Rows ctx={ctx} query={query} filter={filter} data={data} shown={shown} add={add} />
      <Pager
        previous={data.previous && tableLink(path, query, { before: data.previous })}
        next={data.next && tableLink(path, query, { after: data.next })}
        summary={
          data.total > MOST
            ? t("shownOfMany", { shown: data.rows.length, most: MOST })
            : t("shownOf", { shown: data.rows.length, total: data.total })
        }
      />
      <ListFiles path={path} query={query} columns={shown} total={data.total} />
    </>
  );
}

type RowsProps = Readonly<{
  ctx: Ctx;
  query: SearchParams;
  filter: PersonFilter;
  data: Data;
  shown: readonly string[];
  add: React.ReactNode;
}>;

async function Rows({ ctx, query, filter, data, shown, add }: RowsProps) {
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${ctx.organization.slug}/people`;
  const { q, role, status, tier, group, ids } = filter;
  const files = await chosenFiles({ path, query, columns: shown });
  return (
    <Selection ids={data.rows.map(({ userId }) => userId)}>
      <PeopleTable
        path={path}
        query={query}
        sort={filter.sort ?? "name"}
        rows={data.rows.map((row) => ({
          ...row,
          joined: row.joinedOn && f.shortDate(row.joinedOn),
          tiers: data.held.get(row.userId)?.join(", ") ?? null,
        }))}
        shown={shown}
        isFiltered={[q, role, status, tier, group, ids].some(Boolean)}
        add={add}
      />
      {data.rows.length > 0 ? (
        <SelectionBar links={[...(await links(ctx, filter)), ...files]} total={data.total} most={MOST} />
      ) : null}
    </Selection>
  );
}
