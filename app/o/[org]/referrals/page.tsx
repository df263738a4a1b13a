import { Plus } from "lucide-react";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { writeMoment } from "@/app/o/[org]/activity/written";
import { voidOne } from "@/app/o/[org]/referrals/actions";
import { FilterBar, FilterSelect, FilterText } from "@/components/data-table/filter-bar";
import { Pager } from "@/components/data-table/pager";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import { FactEmpty } from "@/components/facts/fact-empty";
import { ReferralTable } from "@/components/facts/referral-table";
import { ShownFilter } from "@/components/facts/shown-filter";
import { Icon } from "@/components/ui/icon";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { listReferrals } from "@/lib/facts/referral-queries";
import { REFERRAL_STATUSES } from "@/lib/facts/rules";
import { referralFilter } from "@/lib/facts/schema";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("facts");
  return { title: t("referral.title") };
}

export default async function ReferralsPage({ params, searchParams }: Props) {
  const { org } = await params;
  const filter = referralFilter.parse(await searchParams);
  const { ctx, data } = await inPage(org, (ctx) => listReferrals(ctx, filter));
  const t = await getTranslations("facts");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/referrals`;
  const actions = (
    <>
      <LinkButton href={`${path}/new`} variant="primary" icon={<Icon as={Plus} />}>
        {t("referral.add")}
      </LinkButton>
      <LinkButton href={`/o/${org}/imports/new?kind=referrals`}>{t("orImport")}</LinkButton>
    </>
  );
  const isFiltered = Boolean(filter.q || filter.status || filter.shown);
  return (
    <>
      <PageHeader title={t("referral.title")} lead={t("referral.lead")} actions={actions} />
      <FilterBar path={path} active={isFiltered}>
        <FilterText name="q" label={t("search")} value={filter.q} />
        <FilterSelect
          name="status"
          label={t("status")}
          value={filter.status}
          all={t("allStatuses")}
          options={REFERRAL_STATUSES.map((value) => ({ value, label: t(`referral.statuses.${value}`) }))}
        />
        <ShownFilter value={filter.shown} />
      </FilterBar>
      <ReferralTable
        path={path}
        rows={data.rows.map((row) => ({ ...row, when: writeMoment(row.occurredAt, f) }))}
        voidAction={voidOne.bind(null, org)}
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
        previous={data.previous && tableLink(path, filter, { before: data.previous })}
        next={data.next && tableLink(path, filter, { after: data.next })}
      />
    </>
  );
}
