import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { tableLink } from "@/components/data-table/table-link";
import { type ReadingGroup, ReadingList } from "@/components/reports/reading-list";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";
import { type CeremonyRow, readCeremony } from "@/lib/reports/ceremony-queries";
import { ceremonyFilter } from "@/lib/reports/filter-schema";
import { CeremonyFilters } from "../filters";
import { ceremonyWords, inOneLine } from "../written";

type Props = {
  params: Promise<{ org: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("reports"))("ceremony.reading") };
}

/** The names in the order in which they are called out, with what each person gets and what it is for: large, for paper. */
export default async function ReadingPage({ params, searchParams }: Props) {
  const { org } = await params;
  const filter = ceremonyFilter.parse(await searchParams);
  const { ctx, data } = await inPage(org, (ctx) => readCeremony(ctx, filter));
  const t = await getTranslations("reports");
  const f = await formats(ctx.organization.timeZone);
  const words = await ceremonyWords(await getLocale(), f.month);
  const path = `/o/${org}/reports/ceremony`;
  const { rows, total } = data;
  const groups = inOrder(rows, filter.by === "group", {
    outside: t("ceremony.noGroup"),
    // Nobody calls a number out.
    line: (row) => (row.kind === "certificate" ? row.what : inOneLine(words(row))),
  });
  return (
    <>
      <div className="print:hidden">
        <Breadcrumb items={[{ href: tableLink(path, filter, {}), label: t("ceremony.title") }]} />
      </div>
      <PageHeader title={t("ceremony.reading")} lead={t("ceremony.readingLead")} />
      <div className="print:hidden">
        <CeremonyFilters ctx={ctx} path={`${path}/reading`} filter={filter} data={data} />
      </div>
      {rows.length > 0 ? (
        <ReadingList groups={groups} />
      ) : (
        <EmptyState title={t("ceremony.none")}>{t("ceremony.noneHelp")}</EmptyState>
      )}
      {total > rows.length ? (
        <p className="mt-3 text-muted">{t("ceremony.total", { shown: rows.length, total })}</p>
      ) : null}
    </>
  );
}

type Wording = Readonly<{ outside: string; line: (row: CeremonyRow) => string }>;

/** Rows in their order as groups of people, each once with all that is theirs. */
function inOrder(
  rows: readonly CeremonyRow[],
  isByGroup: boolean,
  { outside, line }: Wording,
): ReadingGroup[] {
  const groups = Map.groupBy(rows, ({ calledWith }) => (isByGroup ? (calledWith ?? outside) : ""));
  return [...groups].map(([name, own]) => ({
    name: name || null,
    people: [...Map.groupBy(own, ({ userId }) => userId)].map(([userId, things]) => ({
      userId,
      name: things[0]?.person ?? "",
      things: things.map((row) => ({ id: row.id, what: line(row), words: row.words })),
    })),
  }));
}
