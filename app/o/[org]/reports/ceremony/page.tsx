import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { DataTable } from "@/components/data-table/data-table";
import { SelectAll, Selection } from "@/components/data-table/selection";
import { tableLink } from "@/components/data-table/table-link";
import { MarkMany } from "@/components/reports/mark-many";
import { ReportTabs } from "@/components/reports/report-tabs";
import { DownloadLink } from "@/components/ui/download-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import type { Ctx } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { type CeremonyRow, readCeremony } from "@/lib/reports/ceremony-queries";
import { type CeremonyFilter, ceremonyFilter } from "@/lib/reports/filter-schema";
import { present, unpresent } from "../actions";
import { CeremonyFilters } from "./filters";
import { ceremonyWords, inOneLine } from "./written";

type Props = {
  params: Promise<{ org: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reports"))("ceremony.title") };
}

/** What is to be handed over at a ceremony, to be marked, and the ways to what is read out and laid beside it there. */
export default async function CeremonyPage({ params, searchParams }: Props) {
  const { org } = await params;
  const filter = ceremonyFilter.parse(await searchParams);
  const { ctx, data } = await inPage(org, (ctx) => readCeremony(ctx, filter));
  const t = await getTranslations("reports");
  const path = `/o/${org}/reports/ceremony`;
  const { rows, total } = data;
  const markable = rows.filter(({ kind }) => kind !== "certificate").map(({ id }) => id);
  return (
    <>
      <ReportTabs home={`/o/${org}`} hasBadges={ctx.modules.has("achievements_gamification")} />
      <PageHeader title={t("ceremony.title")} lead={t("ceremony.lead")} />
      <div className="print:hidden">
        <CeremonyFilters ctx={ctx} path={path} filter={filter} data={data} />
        {rows.length > 0 ? <Papers path={path} filter={filter} /> : null}
      </div>
      <ClientMessages namespaces={["reports"]}>
        <Selection ids={markable}>
          {markable.length > 0 ? (
            <MarkMany what="ceremony" mark={present.bind(null, org)} unmark={unpresent.bind(null, org)} />
          ) : null}
          <Rows ctx={ctx} rows={rows} isDone={filter.presented === "yes"} />
        </Selection>
      </ClientMessages>
      {total > rows.length ? (
        <p className="mt-3 text-muted">{t("ceremony.total", { shown: rows.length, total })}</p>
      ) : null}
    </>
  );
}

/** What the same list becomes for the day itself. */
async function Papers({ path, filter }: Readonly<{ path: string; filter: CeremonyFilter }>) {
  const t = await getTranslations("reports");
  return (
    <p className="mb-4 flex flex-wrap gap-x-6 gap-y-2">
      <TextLink href={tableLink(`${path}/reading`, filter, {})}>{t("ceremony.toReading")}</TextLink>
      <DownloadLink href={tableLink(`${path}/cards`, filter, {})}>{t("ceremony.cards")}</DownloadLink>
      {(["csv", "xlsx"] as const).map((format) => (
        <DownloadLink key={format} href={tableLink(`${path}/file`, { ...filter, format }, {})}>
          {t(format === "csv" ? "csv" : "excel")}
        </DownloadLink>
      ))}
    </p>
  );
}

type RowsProps = Readonly<{ ctx: Ctx; rows: readonly CeremonyRow[]; isDone: boolean }>;

async function Rows({ ctx, rows, isDone }: RowsProps) {
  const t = await getTranslations("reports");
  const f = await formats(ctx.organization.timeZone);
  const words = await ceremonyWords(await getLocale(), f.month);
  const what = (row: CeremonyRow) => inOneLine(words(row));
  return (
    <DataTable
      caption={t(isDone ? "ceremony.captionDone" : "ceremony.caption")}
      rows={rows}
      rowKey={({ id }) => id}
      select={{
        header: <SelectAll />,
        cell: (row) =>
          row.kind === "certificate" ? null : { id: row.id, name: `${row.person}, ${what(row)}` },
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
        { key: "kind", header: t("kind"), cell: ({ kind }) => t(`kinds.${kind}`) },
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
