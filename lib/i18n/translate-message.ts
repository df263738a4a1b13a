import type { Message } from "@/lib/errors";

/** A translator of the `errors` namespace: `useTranslations("errors")` or `await getTranslations("errors")`. */
export type ErrorTranslator = {
  (key: string, values?: Record<string, string | number>): string;
  has(key: string): boolean;
};

/**
 * A Message as a sentence in the reader's language. Field errors name their field: pass its label. A key the
 * catalogue does not have becomes a general sentence, never a bare key. What is wrong with a cell of a file begins with
 * the name of its `column`.
 */
export function translateMessage(t: ErrorTranslator, message: Message, label?: string): string {
  const sentence = sentenceOf(t, message, label);
  const column = message.values?.column;
  return column === undefined ? sentence : `${column}: ${sentence}`;
}

function sentenceOf(t: ErrorTranslator, message: Message, label?: string): string {
  const values = { label: label ?? t("field.label"), ...message.values };
  if (t.has(message.key)) return t(message.key, values);
  if (message.key.startsWith("notFound.")) return t("notFound.other");
  return label === undefined ? t("system.unexpected") : t("field.other", values);
}
