import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ListViews } from "@/app/o/[org]/views/list-views";
import { Pager } from "@/components/data-table/pager";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import { PeopleFilter } from "@/components/people/people-filter";
import { PeopleTable } from "@/components/people/people-table";
import { Icon } from "@/components/ui/icon";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/auth/policy";
import { type Ctx, may } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";
import { listPeople } from "@/lib/people/queries";
import { type PersonFilter, personFilter } from "@/lib/people/schema";
import { namesOfTiersHeld, tierChoices } from "@/lib/tiers/person-queries";
import { columnsIn, LIST_COLUMNS } from "@/lib/views/columns-rules";

type Props = {
  params: Promise<{ org: string }>;
  searchParams: Promise<SearchParams>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("people");
  return { title: t("title") };
}

async function peopleColumns() {
  const t = await getTranslations("people");
  const headers = {
    name: t("displayName"),
    role: t("role"),
    status: t("status"),
    tiers: t("tier"),
    email: t("email"),
    ref: t("externalRef"),
    joined: t("joinedOn"),
  };
  return LIST_COLUMNS.people.map((key) => ({ key, label: headers[key] }));
}

async function read(ctx: Ctx, filter: PersonFilter) {
  const { tiers, periodKeys } = await tierChoices(ctx);
  const page = await listPeople(ctx, filter, periodKeys);
  const held = await namesOfTiersHeld(
    ctx,
    page.rows.map(({ userId }) => userId),
  );
  return { ...page, tiers, held };
}

export default async function PeoplePage({ params, searchParams }: Props) {
  const { org } = await params;
  const query = await searchParams;
  const filter = personFilter.parse(query);
  const { ctx, data } = await inPage(org, (ctx) => read(ctx, filter));
  const t = await getTranslations("people");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/people`;
  const columns = (await peopleColumns()).filter(({ key }) => key !== "tiers" || data.tiers.length > 0);
  const chosen = columnsIn("people", query.columns);
  const shown = (chosen ?? columns.map(({ key }) => key)).filter((one) =>
    columns.some(({ key }) => key === one),
  );
  const mayWrite = ctx.actor.kind === "user" && can(ctx.actor.role, "people:write");
  const add = (
    <LinkButton href={`${path}/new`} variant="primary" icon={<Icon as="plus" />}>
      {t("add")}
    </LinkButton>
  );
  const isFiltered = Boolean(filter.q || filter.role || filter.status || filter.tier);
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          <>
            {mayWrite ? add : null}
            <AwardToThese ctx={ctx} filter={filter} />
          </>
        }
      />
      <PeopleFilter
        path={path}
        filter={filter}
        tiers={data.tiers}
        active={isFiltered}
        columns={chosen?.join(".")}
      />
      <ListViews ctx={ctx} list="people" path={path} query={query} columns={columns} shown={shown} />
      <PeopleTable
        path={path}
        rows={data.rows.map((row) => ({
          ...row,
          joined: row.joinedOn && f.shortDate(row.joinedOn),
          tiers: data.held.get(row.userId)?.join(", ") ?? null,
        }))}
        shown={shown}
        isFiltered={isFiltered}
        add={mayWrite ? add : null}
      />
      <Pager
        previous={data.previous && tableLink(path, query, { before: data.previous })}
        next={data.next && tableLink(path, query, { after: data.next })}
      />
    </>
  );
}

/**
 * To those the list shows, all of them and not only this page: counted, shown and checked anew where the badge is given.
 * By name and role alone, and only active people: by anything else they are not chosen there.
 */
async function AwardToThese({ ctx, filter }: { ctx: Ctx; filter: PersonFilter }) {
  const { q, role, status, tier } = filter;
  const isOneOfTheirs = Boolean(q || role) && !tier && status !== "inactive";
  if (!isOneOfTheirs || !may(ctx, "badges:award") || !ctx.modules.has("achievements_gamification"))
    return null;
  const t = await getTranslations("people");
  const href = tableLink(`/o/${ctx.organization.slug}/badges/batches/new`, {}, { q, role });
  return <LinkButton href={href}>{t("awardToThese")}</LinkButton>;
}
