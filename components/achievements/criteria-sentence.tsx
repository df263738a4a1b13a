"use client";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { useWatch } from "react-hook-form";
import { useNameOf } from "@/components/achievements/criteria-choices";
import { describeCriteria, type Words } from "@/lib/criteria/describe";
import type { CriteriaDraft } from "@/lib/criteria/draft-rules";
import { type Criteria, criteriaSchema } from "@/lib/criteria/schema";
import { finishedPart } from "@/lib/criteria/unfinished-rules";
import type { Locale } from "@/lib/i18n/locales";

/** Fast enough to follow the hand, and slow enough that a screen reader does not read every letter. */
const PAUSE_MS = 500;

/** The criteria as a sentence, while they are written. What is not filled in yet is named and left out. */
export function CriteriaSentence() {
  const t = useTranslations("builder");
  const words = useWords();
  const draft = useWatch({ name: "criteria" }) as CriteriaDraft;
  const isRepeatable = Boolean(useWatch({ name: "isRepeatable" }));
  const { written, unfinished } = finishedPart(draft);
  const parsed = criteriaSchema.safeParse(written);
  const sentence = parsed.success ? sentenceOf(parsed.data, isRepeatable, words) : null;
  const places = unfinished.map((place) => t("rules.rule", { place })).join(", ");
  const spoken = useSettled([sentence ? `${sentence}.` : t("sentence.nothing"), places].join("\n"));
  const [text, missing] = spoken.split("\n");
  return (
    <section className="space-y-1 rounded-md border border-line bg-sunken p-3 sm:p-4">
      <h3 className="font-semibold">{t("sentence.title")}</h3>
      <div role="status" className="space-y-1">
        <p className="max-w-prose break-words text-lg">{text}</p>
        {missing ? (
          <p className="text-muted text-sm">{t("sentence.unfinished", { places: missing })}</p>
        ) : null}
      </div>
    </section>
  );
}

function useWords(): Words {
  const t = useTranslations("criteria");
  const locale = useLocale() as Locale;
  const nameOf = useNameOf();
  return { t: t as Words["t"], format: { locale, timeZone: "UTC" }, nameOf };
}

/** Criteria that cannot repeat (or must) are read as they stand; what is wrong is said at the field. */
function sentenceOf(criteria: Criteria, isRepeatable: boolean, words: Words): string | null {
  for (const repeatable of [isRepeatable, !isRepeatable]) {
    try {
      return describeCriteria(criteria, repeatable, words);
    } catch {
      // The other reading is tried; neither is possible for lists of thresholds beside a range of days.
    }
  }
  return null;
}

/** The latest text that has stood for a moment; the first one at once. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
