import type { Locale } from "@/lib/i18n/locales";

/**
 * Dates, numbers and lists as text. For the server only: Chromium has no Nynorsk in Intl, so a page formats before
 * it sends. Instants are shown in `timeZone`, the organisation's own; a `yyyy-mm-dd` string is a calendar day and
 * belongs to no zone.
 */
export type FormatOptions = Readonly<{ locale: Locale; timeZone: string }>;

/** British English: day before month, as Norwegians read it. */
const TAG = { nb: "nb-NO", nn: "nn-NO", en: "en-GB" } as const satisfies Record<Locale, string>;

const kept = new Map<string, unknown>();

/** Intl objects are dear to make and cheap to use; a list of a thousand rows asks for the same few. */
function keep<T>(key: string, make: () => T): T {
  const known = kept.get(key) as T | undefined;
  if (known) return known;
  const made = make();
  kept.set(key, made);
  return made;
}

function dateFormat(locale: Locale, timeZone: string, options: Intl.DateTimeFormatOptions) {
  return keep(`d${locale}${timeZone}${JSON.stringify(options)}`, () => {
    return new Intl.DateTimeFormat(TAG[locale], { ...options, timeZone });
  });
}

const CALENDAR_DAY = /^\d{4}-\d{2}-\d{2}$/;

function atZone(value: Date | string, timeZone: string): [Date, string] {
  if (value instanceof Date) return [value, timeZone];
  return CALENDAR_DAY.test(value) ? [new Date(`${value}T00:00:00Z`), "UTC"] : [new Date(value), timeZone];
}

/** "20. november 2026". Takes an instant, or a calendar day `yyyy-mm-dd`. */
export function formatDate(value: Date | string, { locale, timeZone }: FormatOptions): string {
  const [instant, zone] = atZone(value, timeZone);
  return dateFormat(locale, zone, { day: "numeric", month: "long", year: "numeric" }).format(instant);
}

/** "20. nov. 2026", for tables. */
export function formatShortDate(value: Date | string, { locale, timeZone }: FormatOptions): string {
  const [instant, zone] = atZone(value, timeZone);
  return dateFormat(locale, zone, { day: "numeric", month: "short", year: "numeric" }).format(instant);
}

/** "14:05" on a 24-hour clock. */
export function formatTime(value: Date | string, { locale, timeZone }: FormatOptions): string {
  return dateFormat(locale, timeZone, { hour: "2-digit", minute: "2-digit", hourCycle: "h23" }).format(
    new Date(value),
  );
}

/** "20. november 2026 kl. 14:05". */
export function formatDateTime(value: Date | string, options: FormatOptions): string {
  const joint = options.locale === "en" ? ", " : " kl. ";
  return `${formatDate(value, options)}${joint}${formatTime(value, options)}`;
}

/** "november 2026" from an instant or `yyyy-mm`. */
export function formatMonth(value: Date | string, { locale, timeZone }: FormatOptions): string {
  const month = typeof value === "string" && /^\d{4}-\d{2}$/.test(value) ? `${value}-01` : value;
  const [instant, zone] = atZone(month, timeZone);
  return dateFormat(locale, zone, { month: "long", year: "numeric" }).format(instant);
}

/** "mandag" of a calendar day `yyyy-mm-dd`. */
export function formatWeekday(value: string, { locale }: Pick<FormatOptions, "locale">): string {
  return dateFormat(locale, "UTC", { weekday: "long" }).format(new Date(`${value}T00:00:00Z`));
}

/** "2026-11-20": the calendar day of an instant in the zone, for `datetime` attributes and date fields. */
export function isoDay(value: Date, timeZone: string): string {
  return keep(`iso${timeZone}`, () => {
    return new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  }).format(value);
}

/** "1 234,5" */
export function formatNumber(value: number, { locale }: Pick<FormatOptions, "locale">, decimals = 0): string {
  return keep(`n${locale}${decimals}`, () => {
    return new Intl.NumberFormat(TAG[locale], { maximumFractionDigits: decimals });
  }).format(value);
}

/** 0.5 is "50 %". */
export function formatPercent(share: number, { locale }: Pick<FormatOptions, "locale">): string {
  return keep(`p${locale}`, () => {
    return new Intl.NumberFormat(TAG[locale], { style: "percent", maximumFractionDigits: 0 });
  }).format(share);
}

const ENGLISH_SUFFIX: Record<string, string> = { one: "st", two: "nd", few: "rd", other: "th" };

/** "3." in Norwegian, "3rd" in English. */
export function formatOrdinal(value: number, locale: Locale): string {
  if (locale !== "en") return `${value}.`;
  const rule = keep("ordinal", () => new Intl.PluralRules("en", { type: "ordinal" })).select(value);
  return `${value}${ENGLISH_SUFFIX[rule] ?? "th"}`;
}

/** 135 minutes is "2 t 15 min"; English writes "2 h 15 min". */
export function formatMinutes(minutes: number, options: Pick<FormatOptions, "locale">): string {
  const hours = Math.floor(minutes / 60);
  const rest = Math.round(minutes % 60);
  const hourUnit = options.locale === "en" ? "h" : "t";
  const parts = [];
  if (hours > 0) parts.push(`${formatNumber(hours, options)} ${hourUnit}`);
  if (rest > 0 || hours === 0) parts.push(`${rest} min`);
  return parts.join(" ");
}

/** "Kari, Ola og Per" */
export function formatList(items: readonly string[], locale: Locale): string {
  return keep(`l${locale}`, () => new Intl.ListFormat(TAG[locale], { type: "conjunction" })).format(items);
}
