import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FilterSelect } from "@/components/data-table/filter-bar";
import { Pager } from "@/components/data-table/pager";
import { tableLink } from "@/components/data-table/table-link";
import { ReportTabs } from "@/components/reports/report-tabs";
import { DownloadLink } from "@/components/ui/download-link";
import { PageHeader } from "@/components/ui/page-header";
import type { Ctx } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { type PaymentFilter, paymentFilter, paymentStates } from "@/lib/reports/filter-schema";
import { type Ledger, readLedger } from "@/lib/reports/payment-queries";
import { ReportFilters } from "../report-filters";
import { LedgerTable } from "./ledger-table";
import { money } from "./money";
import { Payees } from "./payees";

type Props = {
  params: Promise<{ org: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reports"))("payments.title") };
}

/** What people are to be paid, and have been. */
export default async function PaymentsPage({ params, searchParams }: Props) {
  const { org } = await params;
  const filter = paymentFilter.parse(await searchParams);
  const { ctx, data } = await inPage(org, (ctx) => readLedger(ctx, filter));
  const t = await getTranslations("reports.payments");
  const written = await money(ctx);
  const path = `/o/${org}/reports`;
  const { previous, next } = data.page;
  return (
    <>
      <ReportTabs home={`/o/${org}`} hasBadges />
      <PageHeader title={t("title")} lead={t("lead")} />
      <Filters ctx={ctx} path={`${path}/payments`} filter={filter} data={data} />
      {data.totals.map(({ currency, open, paid }) => (
        <p key={currency} className="mb-2 font-semibold">
          {t("total", { currency, open: written(open), paid: written(paid) })}
        </p>
      ))}
      <LedgerTable ctx={ctx} filter={filter} data={data} />
      <Pager
        previous={previous && tableLink(`${path}/payments`, filter, { before: previous })}
        next={next && tableLink(`${path}/payments`, filter, { after: next })}
      />
      <Files path={`${path}/payments/file`} filter={filter} what="ledger" />
      <Payees ctx={ctx} data={data} />
      <Files path={`${path}/payments/file`} filter={filter} what="payees" />
    </>
  );
}

type FilesProps = Readonly<{ path: string; filter: PaymentFilter; what: "ledger" | "payees" }>;

async function Files({ path, filter, what }: FilesProps) {
  const t = await getTranslations("reports.payments");
  return (
    <p className="mt-4 flex flex-wrap gap-x-6 gap-y-2">
      {(["csv", "xlsx"] as const).map((format) => (
        <DownloadLink key={format} href={tableLink(path, { ...filter, what, format }, {})}>
          {t(`${what}${format === "csv" ? "Csv" : "Excel"}`)}
        </DownloadLink>
      ))}
    </p>
  );
}

type FilterProps = Readonly<{ ctx: Ctx; path: string; filter: PaymentFilter; data: Ledger }>;

async function Filters({ ctx, path, filter, data }: FilterProps) {
  const t = await getTranslations("reports");
  return (
    <ReportFilters
      ctx={ctx}
      path={path}
      filter={filter}
      groups={data.groups}
      isNarrowed={Boolean(filter.state)}
    >
      <FilterSelect
        name="state"
        label={t("payments.state")}
        value={filter.state}
        all={t("payments.allStates")}
        options={paymentStates.map((value) => ({ value, label: t(`payments.states.${value}`) }))}
      />
    </ReportFilters>
  );
}
