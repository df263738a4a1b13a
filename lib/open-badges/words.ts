import { createTranslator } from "use-intl/core";
import { describeCriteria, type Words } from "@/lib/criteria/describe";
import { criteriaOf } from "@/lib/criteria/from-trigger";
import type { Criteria } from "@/lib/criteria/schema";
import { env } from "@/lib/env";
import { AppError } from "@/lib/errors";
import type { ReferenceNames } from "@/lib/evaluation/names-queries";
import type { FormatOptions } from "@/lib/format";
import { readCatalogue } from "@/lib/i18n/catalogue";
import type { BadgeDefinition } from "@/lib/open-badges/definition";

type Translate = (key: string, values?: Record<string, string | number>) => string;

/** A translator outside of a page: documents are in the language of what they are about, whoever asks. */
export function translator(namespace: string, { locale }: FormatOptions): Translate {
  const messages = readCatalogue(locale, { fresh: env.NODE_ENV === "development" });
  return createTranslator({ locale, messages, namespace }) as unknown as Translate;
}

/** The criteria of a definition, or null where people alone decide, and for one from before a rule became stricter. */
export function readableCriteria({ trigger }: BadgeDefinition): Criteria | null {
  try {
    return criteriaOf(trigger);
  } catch (error) {
    if (error instanceof AppError) return null;
    throw error;
  }
}

/** What it takes, as Markdown: what the organisation wrote about the criteria, and the rules themselves as a sentence. */
export function criteriaNarrative(
  definition: BadgeDefinition,
  names: ReferenceNames,
  format: FormatOptions,
): string {
  const criteria = readableCriteria(definition);
  if (!criteria)
    return `${translator("achievements", format)(`triggerType.${definition.trigger.triggerType}`)}.`;
  const nameOf: Words["nameOf"] = (what, key) => names[what]?.[key];
  const t = translator("criteria", format);
  const sentence = `${describeCriteria(criteria, definition.isRepeatable, { t, format, nameOf })}.`;
  return criteria.description ? `${criteria.description}\n\n${sentence}` : sentence;
}
