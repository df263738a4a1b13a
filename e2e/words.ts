import { createTranslator } from "use-intl/core";
import { readCatalogue } from "@/lib/i18n/catalogue";

const translate = createTranslator({
  locale: "en",
  messages: readCatalogue("en"),
  timeZone: "Europe/Oslo",
  onError: (error) => {
    throw error;
  },
});

/**
 * What the interface says in English, the language of the tests' browser: a test names what it means, and whoever
 * polishes a sentence need not look for it here.
 */
export const say = (key: string, values?: Record<string, string | number>): string =>
  translate(key as never, values as never);
