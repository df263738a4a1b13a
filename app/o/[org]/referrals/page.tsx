import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ListFiles } from "@/app/o/[org]/views/list-files";
import { ListViews } from "@/app/o/[org]/views/list-views";
import { FilterBar, FilterSelect, FilterText } from "@/components/data-table/filter-bar";
import { Pager } from "@/components/data-table/pager";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import { FactEmpty } from "@/components/facts/fact-empty";
import { PeriodFilter, UnreadDays } from "@/components/facts/period-filter";
import { ReferralTable } from "@/components/facts/referral-table";
import { ShownFilter } from "@/components/facts/shown-filter";
import { writeShortMoment } from "@/components/facts/written-moment";
import { Icon } from "@/components/ui/icon";
import { Late } from "@/components/ui/late";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import type { Ctx } from "@/lib/context";
import { MAX_FILE_ROWS } from "@/lib/exports/table-rules";
import { type ReferralFilter, referralFilter } from "@/lib/facts/filter-schema";
import { countReferrals, listReferrals } from "@/lib/facts/referral-queries";
import { REFERRAL_STATUSES } from "@/lib/facts/rules";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";
import { columnsIn, LIST_COLUMNS } from "@/lib/views/columns-rules";
import { listViews } from "@/lib/views/queries";
import { referralColumns } from "./columns";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

async function read(ctx: Ctx, filter: ReferralFilter) {
  const [page, total, views] = await Promise.all([
    listReferrals(ctx, filter),
    countReferrals(ctx, filter, MAX_FILE_ROWS.xlsx),
    listViews(ctx, "referrals"),
  ]);
  return { ...page, total, views };
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("facts");
  return { title: t("referral.title") };
}

export default function ReferralsPage(props: Props) {
  return <Late fallback={<ListSkeleton filters={5} views />} part={Referrals(props)} />;
}

async function Referrals({ params, searchParams }: Props) {
  const { org } = await params;
  const query = await searchParams;
  const filter = referralFilter.parse(query);
  const { ctx, data } = await inPage(org, (ctx) => read(ctx, filter));
  const t = await getTranslations("facts");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/referrals`;
  const chosen = columnsIn("referrals", query.columns);
  const shown = chosen ?? LIST_COLUMNS.referrals;
  const actions = (
    <>
      <LinkButton href={`${path}/new`} variant="primary" icon={<Icon as="plus" />}>
        {t("referral.add")}
      </LinkButton>
      <LinkButton href={`/o/${org}/imports/new?kind=referrals`}>{t("orImport")}</LinkButton>
    </>
  );
  const isFiltered = Boolean(filter.q || filter.status || filter.from || filter.to || filter.shown);
  return (
    <>
      <PageHeader title={t("referral.title")} lead={t("referral.lead")} actions={actions} />
      <FilterBar path={path} active={isFiltered} keep={{ columns: chosen?.join("."), sort: filter.sort }}>
        <FilterText name="q" label={t("search")} value={filter.q} />
        <FilterSelect
          name="status"
          label={t("status")}
          value={filter.status}
          all={t("allStatuses")}
          options={REFERRAL_STATUSES.map((value) => ({ value, label: t(`referral.statuses.${value}`) }))}
        />
        <PeriodFilter query={query} />
        <ShownFilter value={filter.shown} />
      </FilterBar>
      <UnreadDays query={query} filter={filter} />
      <ListViews
        ctx={ctx}
        list="referrals"
        views={data.views}
        path={path}
        query={query}
        columns={await referralColumns()}
        shown={shown}
      />
      <ReferralTable
        path={path}
        query={query}
        sort={filter.sort ?? "-when"}
        shown={shown}
        rows={data.rows.map((row) => ({ ...row, when: writeShortMoment(row.occurredAt, f) }))}
        empty={
          <FactEmpty
            isFiltered={isFiltered}
            path={path}
            title={t("referral.none")}
            help={t("referral.noneHelp")}
            actions={actions}
          />
        }
      />
      <Pager
        previous={data.previous && tableLink(path, query, { before: data.previous })}
        next={data.next && tableLink(path, query, { after: data.next })}
      />
      <ListFiles path={path} query={query} columns={shown} total={data.total} />
    </>
  );
}
