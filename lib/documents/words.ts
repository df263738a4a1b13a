import { createTranslator } from "use-intl/core";
import { readCatalogue } from "@/lib/i18n/catalogue";
import type { Locale } from "@/lib/i18n/locales";

/** What documents say, in the document's own language, whoever reads the page it was asked for on. */
export function documentWords(locale: Locale) {
  const t = createTranslator({ locale, messages: readCatalogue(locale), namespace: "documents" });
  return t as unknown as (key: string, values?: Readonly<Record<string, string | number>>) => string;
}

export type DocumentWords = ReturnType<typeof documentWords>;

/** The country behind a language, for spelling and quotes: Typst and readers of PDF ask for it. */
export const REGION = { nb: "NO", nn: "NO", en: "GB" } as const satisfies Record<Locale, string>;
