import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ListFiles } from "@/app/o/[org]/views/list-files";
import { ListViews } from "@/app/o/[org]/views/list-views";
import { FilterBar, FilterText } from "@/components/data-table/filter-bar";
import { Pager } from "@/components/data-table/pager";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import { CourseTable } from "@/components/facts/course-table";
import { FactEmpty } from "@/components/facts/fact-empty";
import { Icon } from "@/components/ui/icon";
import { Late } from "@/components/ui/late";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import type { Ctx } from "@/lib/context";
import { MAX_FILE_ROWS } from "@/lib/exports/table-rules";
import { countCourses, listCourses } from "@/lib/facts/course-queries";
import { type CourseFilter, courseFilter } from "@/lib/facts/filter-schema";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";
import { columnsIn, LIST_COLUMNS } from "@/lib/views/columns-rules";
import { listViews } from "@/lib/views/queries";
import { courseColumns } from "./columns";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

async function read(ctx: Ctx, filter: CourseFilter) {
  const [page, total, views] = await Promise.all([
    listCourses(ctx, filter),
    countCourses(ctx, filter, MAX_FILE_ROWS.xlsx),
    listViews(ctx, "courses"),
  ]);
  return { ...page, total, views };
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("facts");
  return { title: t("course.title") };
}

export default function CoursesPage(props: Props) {
  return <Late fallback={<ListSkeleton filters={1} views />} part={Courses(props)} />;
}

async function Courses({ params, searchParams }: Props) {
  const { org } = await params;
  const query = await searchParams;
  const filter = courseFilter.parse(query);
  const { ctx, data } = await inPage(org, (ctx) => read(ctx, filter));
  const t = await getTranslations("facts");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/courses`;
  const chosen = columnsIn("courses", query.columns);
  const shown = chosen ?? LIST_COLUMNS.courses;
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
      <FilterBar
        path={path}
        active={Boolean(filter.q)}
        keep={{ columns: chosen?.join("."), sort: filter.sort }}
      >
        <FilterText name="q" label={t("course.search")} value={filter.q} />
      </FilterBar>
      <ListViews
        ctx={ctx}
        list="courses"
        views={data.views}
        path={path}
        query={query}
        columns={await courseColumns()}
        shown={shown}
      />
      <CourseTable
        path={path}
        query={query}
        sort={filter.sort ?? "title"}
        shown={shown}
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
        previous={data.previous && tableLink(path, query, { before: data.previous })}
        next={data.next && tableLink(path, query, { after: data.next })}
      />
      <ListFiles path={path} query={query} columns={shown} total={data.total} />
    </>
  );
}
