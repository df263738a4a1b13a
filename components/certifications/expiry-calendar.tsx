import { useTranslations } from "next-intl";
import { useId } from "react";
import { TextLink } from "@/components/ui/text-link";
import type { EndingDay } from "@/lib/certifications/calendar-queries";
import type { CalendarWeek } from "@/lib/certifications/calendar-rules";

/** `written` is the day in the reader's language, `href` the list of what ends on it. */
export type WrittenDay = EndingDay & Readonly<{ written: string; href: string }>;

type Props = {
  /** The address of the certificates. */
  path: string;
  caption: string;
  /** Monday to Sunday, written. */
  weekdays: readonly string[];
  weeks: readonly CalendarWeek[];
  days: readonly WrittenDay[];
  today: string;
};

/** A month as a calendar; where there is no room for seven columns, `ExpiryDays` says the same. */
export function ExpiryCalendarTable({ path, caption, weekdays, weeks, days, today }: Props) {
  const t = useTranslations("certificateCalendar");
  const id = useId();
  const byDay = new Map(days.map((one) => [one.day, one]));
  return (
    <div className="hidden md:block">
      <table className="w-full table-fixed border-collapse bg-surface" aria-labelledby={id}>
        <caption id={id} className="pb-2 text-left text-muted">
          {caption}
        </caption>
        <thead>
          <tr>
            <th
              scope="col"
              className="w-14 border border-line p-2 text-left font-semibold text-muted text-sm"
            >
              {t("week")}
            </th>
            {weekdays.map((name) => (
              <th
                key={name}
                scope="col"
                className="border border-line p-2 text-left font-semibold text-sm capitalize"
              >
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map(({ number, days: ofWeek }) => (
            <tr key={number}>
              <th
                scope="row"
                className="border border-line p-2 text-left font-normal text-muted text-sm tabular-nums"
              >
                {number}
              </th>
              {ofWeek.map((day, weekday) => (
                <td
                  key={day ?? `none-${weekdays[weekday]}`}
                  className={
                    day ? "h-24 border border-line p-2 align-top" : "border border-line bg-page align-top"
                  }
                >
                  {day ? <Day path={path} day={day} ending={byDay.get(day)} isToday={day === today} /> : null}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

type DayProps = { path: string; day: string; ending: WrittenDay | undefined; isToday: boolean };

function Day({ path, day, ending, isToday }: DayProps) {
  const t = useTranslations("certificateCalendar");
  return (
    <>
      <p className={isToday ? "font-bold" : "text-muted"}>
        <time dateTime={day}>{Number(day.slice(8))}</time>
        {isToday ? <span className="ml-2 text-sm">{t("today")}</span> : null}
      </p>
      {ending ? (
        <>
          <p>
            <TextLink href={ending.href}>
              {t("count", { count: ending.count })}
              <span className="sr-only"> {t("onDay", { day: ending.written })}</span>
            </TextLink>
          </p>
          <ul className="text-sm leading-7">
            {ending.first.map(({ id, person }) => (
              <li key={id} className="truncate">
                <a href={`${path}/${id}`} className="hover:underline focus-visible:underline">
                  {person}
                </a>
              </li>
            ))}
          </ul>
          <More ending={ending} />
        </>
      ) : null}
    </>
  );
}

function More({ ending: { count, first } }: { ending: EndingDay }) {
  const t = useTranslations("certificateCalendar");
  return count > first.length ? (
    <p className="text-muted text-sm">{t("more", { count: count - first.length })}</p>
  ) : null;
}
