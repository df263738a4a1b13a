import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { voidOne } from "@/app/o/[org]/activity/actions";
import { FilterBar, FilterText } from "@/components/data-table/filter-bar";
import { Pager } from "@/components/data-table/pager";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import { ActivityTable } from "@/components/facts/activity-table";
import { FactEmpty } from "@/components/facts/fact-empty";
import { ShownFilter } from "@/components/facts/shown-filter";
import { Icon } from "@/components/ui/icon";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { listActivities } from "@/lib/facts/activity-queries";
import { activityFilter } from "@/lib/facts/schema";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";
import { writeMoment } from "./written";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("facts");
  return { title: t("activity.title") };
}

export default async function ActivityPage({ params, searchParams }: Props) {
  const { org } = await params;
  const filter = activityFilter.parse(await searchParams);
  const { ctx, data } = await inPage(org, (ctx) => listActivities(ctx, filter));
  const t = await getTranslations("facts");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/activity`;
  const add = (
    <LinkButton href={`${path}/new`} variant="primary" icon={<Icon as={Plus} />}>
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
  const rows = data.rows.map((row) => ({
    ...row,
    when: writeMoment(row.occurredAt, f),
    duration: row.minutes === null ? null : f.number(row.minutes),
    people: row.participants === null ? null : f.number(row.participants),
  }));
  return (
    <>
      <PageHeader title={t("activity.title")} lead={t("activity.lead")} actions={actions} />
      <FilterBar path={path} active={isFiltered}>
        <FilterText name="q" label={t("search")} value={filter.q} />
        <FilterText name="kind" label={t("kind")} value={filter.kind} />
        <FilterText name="from" label={t("from")} value={filter.from} />
        <FilterText name="to" label={t("to")} value={filter.to} />
        <ShownFilter value={filter.shown} />
      </FilterBar>
      <ActivityTable
        path={path}
        rows={rows}
        voidAction={voidOne.bind(null, org)}
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
        previous={data.previous && tableLink(path, filter, { before: data.previous })}
        next={data.next && tableLink(path, filter, { after: data.next })}
      />
    </>
  );
}
