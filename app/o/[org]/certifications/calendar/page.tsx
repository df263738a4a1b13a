import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { CertificateTabs } from "@/components/certifications/certificate-tabs";
import { ExpiryCalendarTable } from "@/components/certifications/expiry-calendar";
import { ExpiryDays } from "@/components/certifications/expiry-days";
import { ExpiryMonths } from "@/components/certifications/expiry-months";
import { FilterBar, FilterSelect } from "@/components/data-table/filter-bar";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import { GroupFilter } from "@/components/people/group-filter";
import { Icon } from "@/components/ui/icon";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { type ExpiryCalendar, readExpiryCalendar } from "@/lib/certifications/calendar-queries";
import { monthAfter, weeksOf } from "@/lib/certifications/calendar-rules";
import { calendarFilter } from "@/lib/certifications/list-schema";
import { listCertificationTypes } from "@/lib/certifications/type-queries";
import type { Ctx } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";
import { listGroups } from "@/lib/people/group-queries";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("certificateCalendar"))("title") };
}

/** Each day as it is written, with the address of the list of what ends on it. */
function writtenDays(
  calendar: ExpiryCalendar,
  dayLink: (day: string) => string,
  date: (day: string) => string,
) {
  return calendar.days.map((one) => ({ ...one, written: date(one.day), href: dayLink(one.day) }));
}

export default async function CalendarPage({ params, searchParams }: Props) {
  const { org } = await params;
  const query = calendarFilter.parse(await searchParams);
  const { ctx, data } = await inPage(org, async (ctx: Ctx) => {
    const [calendar, types, groups] = await Promise.all([
      readExpiryCalendar(ctx, query),
      listCertificationTypes(ctx),
      listGroups(ctx),
    ]);
    return { calendar, types, groups };
  });
  const { calendar } = data;
  const { month } = calendar;
  const t = await getTranslations("certificateCalendar");
  const f = await formats(ctx.organization.timeZone);
  const list = `/o/${org}/certifications`;
  const path = `${list}/calendar`;
  const { type, group } = query;
  const monthLink = (to: string) => tableLink(path, query, { month: to });
  const listLink = (from: string, to: string) =>
    tableLink(list, {}, { type, group, status: "not_ended_early", from, to, sort: "expires" });
  const days = writtenDays(calendar, (day) => listLink(day, day), f.date);
  const caption = t("caption", { month: f.month(month), count: calendar.total });
  const [previous, next] = [monthAfter(month, -1), monthAfter(month, 1)];
  return (
    <>
      <CertificateTabs path={list} />
      <PageHeader title={t("title")} lead={t("lead")} />
      <FilterBar path={path} keep={{ month: query.month }} active={Boolean(type || group)}>
        <FilterSelect
          name="type"
          label={t("type")}
          all={t("allTypes")}
          value={type}
          options={data.types.map(({ id, name }) => ({ value: id, label: name }))}
        />
        <GroupFilter label={t("group")} all={t("allGroups")} value={group} groups={data.groups} />
      </FilterBar>
      <nav aria-label={t("months")} className="mb-3 flex flex-wrap items-center gap-2">
        {previous ? (
          <LinkButton href={monthLink(previous)} rel="prev" icon={<Icon as="chevron-left" />}>
            <span className="capitalize">{f.month(previous)}</span>
          </LinkButton>
        ) : null}
        {next ? (
          <LinkButton href={monthLink(next)} rel="next">
            <span className="capitalize">{f.month(next)}</span>
            <Icon as="chevron-right" />
          </LinkButton>
        ) : null}
        {calendar.today.startsWith(month) ? null : (
          <LinkButton href={tableLink(path, query, { month: undefined })}>{t("thisMonth")}</LinkButton>
        )}
      </nav>
      <h2 className="mb-3 text-xl capitalize">{f.month(month)}</h2>
      <ExpiryCalendarTable
        path={list}
        caption={caption}
        weekdays={
          weeksOf("2024-01")
            .at(1)
            ?.days.map((day) => f.weekday(day ?? "")) ?? []
        }
        weeks={weeksOf(month)}
        days={days}
        today={calendar.today}
      />
      <ExpiryDays path={list} label={caption} days={days} />
      <ExpiryMonths
        months={calendar.months.map((one) => ({
          ...one,
          written: f.month(one.month),
          href: monthLink(one.month),
        }))}
      />
    </>
  );
}
