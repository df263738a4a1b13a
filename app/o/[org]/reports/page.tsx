import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DataTable } from "@/components/data-table/data-table";
import { FilterSelect } from "@/components/data-table/filter-bar";
import { Pager } from "@/components/data-table/pager";
import { tableLink } from "@/components/data-table/table-link";
import { ReportTabs } from "@/components/reports/report-tabs";
import { DownloadLink } from "@/components/ui/download-link";
import { EmptyState } from "@/components/ui/empty-state";
import { Late } from "@/components/ui/late";
import { PageHeader } from "@/components/ui/page-header";
import { TableSkeleton } from "@/components/ui/skeleton";
import { authorize, type Ctx } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";
import { type RecognitionFilter, recognitionFilter } from "@/lib/reports/filter-schema";
import { kindsIn } from "@/lib/reports/kind-rules";
import { type RecognitionReport, readRecognitions } from "@/lib/reports/recognition-queries";
import { ReportFilters } from "./report-filters";

type Props = {
  params: Promise<{ org: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reports"))("recognition.title") };
}

/** Who earned what in a period. */
export default async function RecognitionPage({ params, searchParams }: Props) {
  const { org } = await params;
  const filter = recognitionFilter.parse(await searchParams);
  const { ctx } = await inPage(org, async (ctx) => authorize(ctx, "reports:read"));
  const t = await getTranslations("reports");
  return (
    <>
      <ReportTabs home={`/o/${org}`} hasBadges={ctx.modules.has("achievements_gamification")} />
      <PageHeader title={t("recognition.title")} lead={t("recognition.lead")} />
      <Late fallback={<TableSkeleton filters={5} />} part={Report({ ctx, filter })} />
    </>
  );
}

async function Report({ ctx, filter }: { ctx: Ctx; filter: RecognitionFilter }) {
  const org = ctx.organization.slug;
  const data = await readRecognitions(ctx, filter);
  const t = await getTranslations("reports");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/reports`;
  const { rows, previous, next } = data.page;
  return (
    <>
      <Filters ctx={ctx} path={path} filter={filter} data={data} />
      <DataTable
        caption={t("recognition.caption")}
        rows={rows}
        rowKey={({ kind, id }) => `${kind}-${id}`}
        columns={[
          {
            key: "person",
            header: t("person"),
            cell: ({ userId, person }) => ({ link: `/o/${org}/people/${userId}`, text: person }),
          },
          { key: "groups", header: t("groups"), wrap: true, cell: ({ groups }) => groups ?? "" },
          { key: "kind", header: t("kind"), cell: ({ kind }) => t(`kinds.${kind}`) },
          { key: "what", header: t("what"), wrap: true, cell: ({ what }) => what },
          { key: "detail", header: t("detail"), cell: ({ detail }) => detail },
          { key: "date", header: t("date"), align: "end", cell: ({ at }) => f.shortDate(at) },
        ]}
        empty={<EmptyState title={t("recognition.none")}>{t("recognition.noneHelp")}</EmptyState>}
      />
      <Pager
        previous={previous && tableLink(path, filter, { before: previous })}
        next={next && tableLink(path, filter, { after: next })}
      />
      <p className="mt-4 flex flex-wrap gap-x-6 gap-y-2">
        {(["csv", "xlsx"] as const).map((format) => (
          <DownloadLink key={format} href={tableLink(`${path}/file`, { ...filter, format }, {})}>
            {t(format === "csv" ? "csv" : "excel")}
          </DownloadLink>
        ))}
      </p>
    </>
  );
}

type FilterProps = Readonly<{ ctx: Ctx; path: string; filter: RecognitionFilter; data: RecognitionReport }>;

async function Filters({ ctx, path, filter, data }: FilterProps) {
  const t = await getTranslations("reports");
  return (
    <ReportFilters
      ctx={ctx}
      path={path}
      filter={filter}
      groups={data.groups}
      isNarrowed={Boolean(filter.kind)}
    >
      <FilterSelect
        name="kind"
        label={t("kind")}
        value={filter.kind}
        all={t("allKinds")}
        options={kindsIn(ctx).map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
      />
    </ReportFilters>
  );
}
