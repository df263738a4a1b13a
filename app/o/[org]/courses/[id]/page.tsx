import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { readCourse } from "@/app/o/[org]/courses/read";
import { RecordHistorySection } from "@/app/o/[org]/history/record-history";
import { FilterBar, FilterSelect, FilterText } from "@/components/data-table/filter-bar";
import { Pager } from "@/components/data-table/pager";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import { FactEmpty } from "@/components/facts/fact-empty";
import { RegistrationTable } from "@/components/facts/registration-table";
import { ShownFilter } from "@/components/facts/shown-filter";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Icon } from "@/components/ui/icon";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { StatusPill } from "@/components/ui/status-pill";
import type { Ctx } from "@/lib/context";
import { type RegistrationFilter, registrationFilter } from "@/lib/facts/filter-schema";
import { listRegistrations } from "@/lib/facts/registration-queries";
import { REGISTRATION_STATUSES } from "@/lib/facts/rules";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";

type Props = { params: Promise<{ org: string; id: string }>; searchParams: Promise<SearchParams> };

async function read(ctx: Ctx, id: string, filter: RegistrationFilter) {
  const course = await readCourse(ctx, id);
  return { course, page: await listRegistrations(ctx, course.id, filter) };
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, id } = await params;
  const { data } = await inPage(org, (ctx) => readCourse(ctx, id));
  return { title: data.title };
}

export default async function CoursePage({ params, searchParams }: Props) {
  const { org, id } = await params;
  const query = await searchParams;
  const filter = registrationFilter.parse(query);
  const { ctx, data } = await inPage(org, (ctx) => read(ctx, id, filter));
  const t = await getTranslations("facts");
  const f = await formats(ctx.organization.timeZone);
  const { course, page } = data;
  const path = `/o/${org}/courses/${course.id}`;
  const add = (
    <LinkButton href={`${path}/registrations/new`} variant="primary" icon={<Icon as="plus" />}>
      {t("registration.add")}
    </LinkButton>
  );
  const isFiltered = Boolean(filter.q || filter.status || filter.shown);
  const rows = page.rows.map((row) => ({
    ...row,
    registered: row.registeredOn && f.shortDate(row.registeredOn),
    completedText: row.completedOn && f.shortDate(row.completedOn),
  }));
  return (
    <>
      <Breadcrumb items={[{ href: `/o/${org}/courses`, label: t("course.title") }]} />
      <PageHeader
        title={course.title}
        lead={course.code}
        status={course.isActive ? null : <StatusPill>{t("course.closed")}</StatusPill>}
        actions={
          <>
            {add}
            <LinkButton href={`${path}/edit`} icon={<Icon as="pencil" />}>
              {t("course.edit")}
            </LinkButton>
            <LinkButton href={`/o/${org}/imports/new?kind=course_registrations`}>{t("orImport")}</LinkButton>
          </>
        }
      />
      <h2 className="mb-3 text-lg">{t("registration.heading")}</h2>
      <FilterBar path={path} active={isFiltered}>
        <FilterText name="q" label={t("search")} value={filter.q} />
        <FilterSelect
          name="status"
          label={t("status")}
          value={filter.status}
          all={t("allStatuses")}
          options={REGISTRATION_STATUSES.map((value) => ({
            value,
            label: t(`registration.statuses.${value}`),
          }))}
        />
        <ShownFilter value={filter.shown} />
      </FilterBar>
      <RegistrationTable
        path={`${path}/registrations`}
        rows={rows}
        empty={
          <FactEmpty
            isFiltered={isFiltered}
            path={path}
            title={t("registration.none")}
            help={t("registration.noneHelp")}
            actions={add}
          />
        }
      />
      <Pager
        previous={page.previous && tableLink(path, filter, { before: page.previous })}
        next={page.next && tableLink(path, filter, { after: page.next })}
      />
      <div className="mt-6">
        <RecordHistorySection ctx={ctx} kind="course" id={course.id} path={path} wanted={query.history} />
      </div>
    </>
  );
}
