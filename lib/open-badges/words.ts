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

const messagesIn = ({ locale }: FormatOptions) =>
  readCatalogue(locale, { fresh: env.NODE_ENV === "development" });

/** A translator outside of a page: documents are in the language of what they are about, whoever asks. */
function translator(namespace: string, format: FormatOptions): Translate {
  const { locale } = format;
  return createTranslator({ locale, messages: messagesIn(format), namespace }) as unknown as Translate;
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

/** What a certificate takes: the course that gives it, or what its organisation asks for. */
export function certificateNarrative(
  { course, organization }: Readonly<{ course: string | null; organization: string }>,
  format: FormatOptions,
): string {
  const { locale } = format;
  const t = createTranslator({
    locale,
    messages: messagesIn(format),
    namespace: "openBadges",
  }) as unknown as Translate;
  return course === null ? t("certificateByHand", { organization }) : t("certificateOfCourse", { course });
}

/** Who says what an endorsement says, and who signs it; `subject` is what is endorsed. */
export function endorsementWords(
  { organization, ...who }: Readonly<{ endorser: string; organization: string; subject: string }>,
  format: FormatOptions,
): Readonly<{ name: string; description: string }> {
  const { locale } = format;
  const t = createTranslator({
    locale,
    messages: messagesIn(format),
    namespace: "openBadges.endorsement",
  }) as unknown as Translate;
  const values = { organization, ...who };
  return { name: t("name", values), description: t("description", values) };
}
