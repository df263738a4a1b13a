import { createTranslator } from "use-intl/core";
import { env } from "@/lib/env";
import { type FormatOptions, formatDate } from "@/lib/format";
import { readCatalogue } from "@/lib/i18n/catalogue";
import type { NotificationKind, NotificationValues } from "@/lib/notifications/rules";

export type NotificationText = Readonly<{ title: string; body: string }>;

type Translate = (key: string, values?: NotificationValues) => string;

const messagesOf = ({ locale }: FormatOptions) =>
  readCatalogue(locale, { fresh: env.NODE_ENV === "development" });

const written = (values: NotificationValues, options: FormatOptions): NotificationValues =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      name.endsWith("Day") ? formatDate(String(value), options) : value,
    ]),
  );

/** What a notification says in somebody's language, in every channel the same. */
export function notificationText(
  kind: NotificationKind,
  values: NotificationValues,
  options: FormatOptions,
): NotificationText {
  const t = createTranslator({
    locale: options.locale,
    messages: messagesOf(options),
    namespace: "notifications.kinds",
  }) as unknown as Translate;
  const all = written(values, options);
  return { title: t(`${kind}.title`, all), body: t(`${kind}.body`, all) };
}

type Letter = NotificationText & Readonly<{ name: string; organization: string; url: string }>;

/** The same as a letter, in plain text. */
export function mailText({ name, organization, title, body, url }: Letter, options: FormatOptions): string {
  const t = createTranslator({
    locale: options.locale,
    messages: messagesOf(options),
    namespace: "notifications.mail",
  }) as unknown as Translate;
  const lines = [
    t("greeting", { name }),
    "",
    title,
    "",
    body,
    "",
    t("see"),
    url,
    "",
    t("from", { organization }),
  ];
  return `${lines.join("\n")}\n`;
}
