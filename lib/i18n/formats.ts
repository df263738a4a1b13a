import "server-only";
import { getLocale } from "next-intl/server";
import {
  type FormatOptions,
  formatDate,
  formatDateTime,
  formatList,
  formatMinutes,
  formatMonth,
  formatNumber,
  formatOrdinal,
  formatPercent,
  formatShortDate,
  formatTime,
  formatWeekday,
} from "@/lib/format";

/** The formatting of lib/format.ts in this request's language and the given time zone (the organisation's). */
export async function formats(timeZone = "Europe/Oslo") {
  const options: FormatOptions = { locale: await getLocale(), timeZone };
  return {
    ...options,
    date: (value: Date | string) => formatDate(value, options),
    shortDate: (value: Date | string) => formatShortDate(value, options),
    time: (value: Date | string) => formatTime(value, options),
    dateTime: (value: Date | string) => formatDateTime(value, options),
    month: (value: Date | string) => formatMonth(value, options),
    weekday: (day: string) => formatWeekday(day, options),
    number: (value: number, decimals = 0) => formatNumber(value, options, decimals),
    percent: (share: number) => formatPercent(share, options),
    ordinal: (value: number) => formatOrdinal(value, options.locale),
    minutes: (value: number) => formatMinutes(value, options),
    list: (items: readonly string[]) => formatList(items, options.locale),
  };
}
