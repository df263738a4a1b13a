import { createTranslator } from "use-intl/core";
import { env } from "@/lib/env";
import { type FormatOptions, formatDate } from "@/lib/format";
import { readCatalogue } from "@/lib/i18n/catalogue";
import { fillMessage } from "@/lib/notifications/placeholder-rules";
import type { NotificationKind, NotificationValues } from "@/lib/notifications/rules";

export type NotificationText = Readonly<{ title: string; body: string }>;

type Translate = (key: string, values?: NotificationValues) => string;

const messagesOf = ({ locale }: FormatOptions) =>
  readCatalogue(locale, { fresh: env.NODE_ENV === "development" });

/** The name of a kind of run. */
const jobName = (kind: string, options: FormatOptions) =>
  (
    createTranslator({
      locale: options.locale,
      messages: messagesOf(options),
      namespace: "jobs.kinds",
    }) as unknown as Translate
  )(kind);

/** What a report of a mistake is about that is about nothing there is. */
function somethingMissing(options: FormatOptions): string {
  const { locale } = options;
  const t = createTranslator({
    locale,
    messages: messagesOf(options),
    namespace: "notifications",
  }) as unknown as Translate;
  return t("somethingMissing");
}

function writtenValue(name: string, value: string | number, options: FormatOptions): string | number {
  if (name.endsWith("Day")) return formatDate(String(value), options);
  if (name === "about" && value === "") return somethingMissing(options);
  return name === "job" ? jobName(String(value), options) : value;
}

const written = (values: NotificationValues, options: FormatOptions): NotificationValues =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, writtenValue(name, value, options)]),
  );

/** What a notification may speak of that is not kept with it: whose it is, from whom, and where it leads. */
export type Around = Readonly<{ name: string; organisation: string; link: string }>;

/**
 * What a notification says in somebody's language, in every channel the same. Where the organisation has written its own
 * words (`subject`, `message`), those, with what they leave open filled in.
 */
export function notificationText(
  kind: NotificationKind,
  values: NotificationValues,
  options: FormatOptions,
  around: Around,
): NotificationText {
  const t = createTranslator({
    locale: options.locale,
    messages: messagesOf(options),
    namespace: "notifications.kinds",
  }) as unknown as Translate;
  const all = written(values, options);
  const own = ownWords(values, all, around);
  return { title: own.title ?? t(`${kind}.title`, all), body: own.body ?? t(`${kind}.body`, all) };
}

/** Whether a notification's words are the organisation's own, and its letter needs no other around them. */
export const isOwn = ({ message }: NotificationValues): boolean => message !== undefined;

function ownWords(
  { subject, message }: NotificationValues,
  { achievement = "", description = "", awardedDay = "" }: NotificationValues,
  around: Around,
): Partial<NotificationText> {
  const filled = (text: string | number) =>
    fillMessage(String(text), {
      ...around,
      achievement: String(achievement),
      description: String(description),
      date: String(awardedDay),
    });
  return {
    // One line, whatever stands in a name: it becomes a header.
    ...(subject !== undefined && { title: filled(subject).replaceAll(/\s+/g, " ") }),
    ...(message !== undefined && { body: filled(message) }),
  };
}
