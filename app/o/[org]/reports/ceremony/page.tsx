import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { occurrenceText } from "@/components/badges/occurrence";
import { DataTable } from "@/components/data-table/data-table";
import { FilterSelect } from "@/components/data-table/filter-bar";
import { SelectAll, Selection, SelectRow } from "@/components/data-table/selection";
import { MarkMany } from "@/components/reports/mark-many";
import { ReportTabs } from "@/components/reports/report-tabs";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import type { Ctx } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { type Ceremony, type CeremonyRow, readCeremony } from "@/lib/reports/ceremony-queries";
import { type CeremonyFilter, ceremonyFilter } from "@/lib/reports/filter-schema";
import { present, unpresent } from "../actions";
import { ReportFilters } from "../report-filters";

type Props = {
  params: Promise<{ org: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reports"))("ceremony.title") };
}

/** What is to be handed over at a ceremony, to be printed and marked. */
export default async function CeremonyPage({ params, searchParams }: Props) {
  const { org } = await params;
  const filter = ceremonyFilter.parse(await searchParams);
  const { ctx, data } = await inPage(org, (ctx) => readCeremony(ctx, filter));
  const t = await getTranslations("reports");
  const path = `/o/${org}/reports`;
  const { rows, total } = data;
  return (
    <>
      <ReportTabs home={`/o/${org}`} hasBadges />
      <PageHeader title={t("ceremony.title")} lead={t("ceremony.lead")} />
      <div className="print:hidden">
        <Filters ctx={ctx} path={`${path}/ceremony`} filter={filter} data={data} />
      </div>
      <ClientMessages namespaces={["reports"]}>
        <Selection ids={rows.map(({ id }) => id)}>
          {rows.length > 0 ? (
            <MarkMany what="ceremony" mark={present.bind(null, org)} unmark={unpresent.bind(null, org)} />
          ) : null}
          <Rows ctx={ctx} rows={rows} isDone={filter.presented === "yes"} />
        </Selection>
      </ClientMessages>
      {total > rows.length ? (
        <p className="mt-3 text-muted">{t("ceremony.total", { shown: rows.length, total })}</p>
      ) : null}
      {ctx.modules.has("recognition_tiers") ? (
        <p className="mt-4 print:hidden">
          <TextLink href={`/o/${org}/tiers/standings?presented=no`}>{t("ceremony.tiers")}</TextLink>
        </p>
      ) : null}
    </>
  );
}

type RowsProps = Readonly<{ ctx: Ctx; rows: readonly CeremonyRow[]; isDone: boolean }>;

async function Rows({ ctx, rows, isDone }: RowsProps) {
  const t = await getTranslations("reports");
  const badges = await getTranslations("badges");
  const f = await formats(ctx.organization.timeZone);
  const what = ({ achievement, occurrence }: CeremonyRow) =>
    [achievement, occurrence && occurrenceText(badges, f.month, occurrence)].filter(Boolean).join(", ");
  return (
    <DataTable
      caption={t(isDone ? "ceremony.captionDone" : "ceremony.caption")}
      rows={rows}
      rowKey={({ id }) => id}
      select={{
        header: <SelectAll />,
        cell: (row) => <SelectRow id={row.id} name={`${row.person}, ${what(row)}`} />,
      }}
      columns={[
        {
          key: "person",
          header: t("person"),
          rowHeader: true,
          cell: ({ userId, person }) => ({
            link: `/o/${ctx.organization.slug}/people/${userId}`,
            text: person,
          }),
        },
        { key: "groups", header: t("groups"), wrap: true, cell: ({ groups }) => groups ?? "" },
        { key: "what", header: t("what"), wrap: true, cell: what },
        { key: "date", header: t("date"), align: "end", cell: ({ at }) => f.shortDate(at) },
        {
          key: "done",
          header: t("ceremony.handedOver"),
          align: "end",
          cell: ({ presentedAt }) => (presentedAt ? f.shortDate(presentedAt) : ""),
        },
      ]}
      empty={<EmptyState title={t("ceremony.none")}>{t("ceremony.noneHelp")}</EmptyState>}
    />
  );
}

type FilterProps = Readonly<{ ctx: Ctx; path: string; filter: CeremonyFilter; data: Ceremony }>;

async function Filters({ ctx, path, filter, data }: FilterProps) {
  const t = await getTranslations("reports");
  return (
    <ReportFilters
      ctx={ctx}
      path={path}
      filter={filter}
      groups={data.groups}
      isNarrowed={Boolean(filter.presented)}
    >
      <FilterSelect
        name="presented"
        label={t("ceremony.show")}
        value={filter.presented}
        all={t("ceremony.notYet")}
        options={[{ value: "yes", label: t("ceremony.done") }]}
      />
    </ReportFilters>
  );
}
