import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FilterBar, FilterSelect } from "@/components/data-table/filter-bar";
import { Pager } from "@/components/data-table/pager";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import { MistakeTable } from "@/components/mistakes/mistake-table";
import { PageHeader } from "@/components/ui/page-header";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";
import { listMistakes } from "@/lib/mistakes/queries";
import { mistakeFilter } from "@/lib/mistakes/schema";
import { writtenAbout } from "./about";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("mistakes"))("title") };
}

/** What people have said is wrong, for those who can put it right. */
export default async function MistakesPage({ params, searchParams }: Props) {
  const { org } = await params;
  const query = await searchParams;
  const filter = mistakeFilter.parse(query);
  const { ctx, data } = await inPage(org, (ctx) => listMistakes(ctx, filter));
  const t = await getTranslations("mistakes");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/mistakes`;
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <FilterBar path={path} active={filter.shown === "answered"}>
        <FilterSelect
          name="shown"
          label={t("shown.label")}
          value={filter.shown === "answered" ? filter.shown : undefined}
          all={t("shown.open")}
          options={[{ value: "answered", label: t("shown.answered") }]}
        />
      </FilterBar>
      <MistakeTable
        path={path}
        shown={filter.shown}
        rows={data.rows.map((row) => ({
          id: row.id,
          person: row.person,
          status: row.status,
          about: writtenAbout(t, f, row),
          reported: f.shortDate(row.createdAt),
        }))}
      />
      <Pager
        previous={data.previous && tableLink(path, query, { before: data.previous })}
        next={data.next && tableLink(path, query, { after: data.next })}
      />
    </>
  );
}
