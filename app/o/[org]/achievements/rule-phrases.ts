import { getTranslations } from "next-intl/server";
import { describeCriteria, describeRules, type Words } from "@/lib/criteria/describe";
import type { Criteria } from "@/lib/criteria/schema";
import type { ReferenceNames } from "@/lib/evaluation/names-queries";
import { formats } from "@/lib/i18n/formats";

type Described = Readonly<{ criteria: Criteria; isRepeatable: boolean; names: ReferenceNames }>;

async function wordsFor(timeZone: string, names: ReferenceNames): Promise<Words> {
  const t = await getTranslations("criteria");
  return {
    // Its keys are put together as it goes.
    t: t as unknown as Words["t"],
    format: await formats(timeZone),
    nameOf: (what, key) => names[what]?.[key],
  };
}

/** Each rule as a phrase that begins with a capital, under its path, and all of them as one sentence. */
export async function rulePhrases(
  timeZone: string,
  { criteria, isRepeatable, names }: Described,
): Promise<{ phrases: ReadonlyMap<string, string>; sentence: string }> {
  const words = await wordsFor(timeZone, names);
  const phrases = describeRules(criteria, isRepeatable, words);
  const capital = (text: string) => text.charAt(0).toLocaleUpperCase(words.format.locale) + text.slice(1);
  return {
    phrases: new Map([...phrases].map(([path, phrase]) => [path, capital(phrase)])),
    sentence: describeCriteria(criteria, isRepeatable, words),
  };
}
