import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FilterBar, FilterText } from "@/components/data-table/filter-bar";
import { Pager } from "@/components/data-table/pager";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import { CourseTable } from "@/components/facts/course-table";
import { FactEmpty } from "@/components/facts/fact-empty";
import { Icon } from "@/components/ui/icon";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { listCourses } from "@/lib/facts/course-queries";
import { courseFilter } from "@/lib/facts/filter-schema";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("facts");
  return { title: t("course.title") };
}

export default async function CoursesPage({ params, searchParams }: Props) {
  const { org } = await params;
  const filter = courseFilter.parse(await searchParams);
  const { ctx, data } = await inPage(org, (ctx) => listCourses(ctx, filter));
  const t = await getTranslations("facts");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/courses`;
  const actions = (
    <>
      <LinkButton href={`${path}/new`} variant="primary" icon={<Icon as="plus" />}>
        {t("course.add")}
      </LinkButton>
      <LinkButton href={`/o/${org}/imports/new?kind=courses`}>{t("orImport")}</LinkButton>
    </>
  );
  const rows = data.rows.map((row) => ({
    ...row,
    registrationsText: f.number(row.registrations),
    completedText: f.number(row.completed),
  }));
  return (
    <>
      <PageHeader title={t("course.title")} lead={t("course.lead")} actions={actions} />
      <FilterBar path={path} active={Boolean(filter.q)}>
        <FilterText name="q" label={t("course.search")} value={filter.q} />
      </FilterBar>
      <CourseTable
        path={path}
        rows={rows}
        empty={
          <FactEmpty
            isFiltered={Boolean(filter.q)}
            path={path}
            title={t("course.none")}
            help={t("course.noneHelp")}
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
