import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Pager } from "@/components/data-table/pager";
import { tableLink } from "@/components/data-table/table-link";
import { PeopleFilter } from "@/components/people/people-filter";
import { PeopleTable } from "@/components/people/people-table";
import { Icon } from "@/components/ui/icon";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { can } from "@/lib/auth/policy";
import type { Ctx } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";
import { listPeople } from "@/lib/people/queries";
import { type PersonFilter, personFilter } from "@/lib/people/schema";
import { namesOfTiersHeld, tierChoices } from "@/lib/tiers/person-queries";

type Props = {
  params: Promise<{ org: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("people");
  return { title: t("title") };
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
  const filter = personFilter.parse(await searchParams);
  const { ctx, data } = await inPage(org, (ctx) => read(ctx, filter));
  const t = await getTranslations("people");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/people`;
  const mayWrite = ctx.actor.kind === "user" && can(ctx.actor.role, "people:write");
  const add = (
    <LinkButton href={`${path}/new`} variant="primary" icon={<Icon as="plus" />}>
      {t("add")}
    </LinkButton>
  );
  const isFiltered = Boolean(filter.q || filter.role || filter.status || filter.tier);
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} actions={mayWrite ? add : null} />
      <PeopleFilter path={path} filter={filter} tiers={data.tiers} active={isFiltered} />
      <PeopleTable
        path={path}
        rows={data.rows.map((row) => ({
          ...row,
          joined: row.joinedOn && f.shortDate(row.joinedOn),
          tiers: data.held.get(row.userId)?.join(", ") ?? null,
        }))}
        hasTiers={data.tiers.length > 0}
        isFiltered={isFiltered}
        add={mayWrite ? add : null}
      />
      <Pager
        previous={data.previous && tableLink(path, filter, { before: data.previous })}
        next={data.next && tableLink(path, filter, { after: data.next })}
      />
    </>
  );
}
