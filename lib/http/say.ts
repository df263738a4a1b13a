import "server-only";
import { createTranslator } from "use-intl/core";
import { env } from "@/lib/env";
import type { Say } from "@/lib/http/problem";
import { readCatalogue } from "@/lib/i18n/catalogue";
import type { Locale } from "@/lib/i18n/locales";
import { type ErrorTranslator, translateMessage } from "@/lib/i18n/translate-message";

/** Says messages of problem documents in this language. */
export function sayIn(locale: Locale): Say {
  const messages = readCatalogue(locale, { fresh: env.NODE_ENV === "development" });
  const t = createTranslator({ locale, messages, namespace: "errors" }) as unknown as ErrorTranslator;
  return (message, field) => translateMessage(t, message, field);
}
