import { localOf } from "@/lib/facts/moment-rules";

/** What of lib/i18n/formats.ts writes a moment. */
type Written = Readonly<{
  timeZone: string;
  date: (value: Date) => string;
  dateTime: (value: Date) => string;
  shortDate: (value: Date) => string;
}>;

const isDay = (moment: Date, { timeZone }: Written) => localOf(moment, timeZone).time === undefined;

/** "20. november 2026 kl. 14:05"; the beginning of a day is the day. */
export const writeMoment = (moment: Date, f: Written): string =>
  isDay(moment, f) ? f.date(moment) : f.dateTime(moment);

/** "20. nov. 2026, 14:05", for tables. */
export const writeShortMoment = (moment: Date, f: Written): string =>
  isDay(moment, f) ? f.shortDate(moment) : `${f.shortDate(moment)}, ${localOf(moment, f.timeZone).time}`;
