import { getTranslations } from "next-intl/server";
import type { AchievementView } from "@/lib/achievements/queries";
import { describeCriteria, type Words } from "@/lib/criteria/describe";
import { criteriaOf } from "@/lib/criteria/from-trigger";
import { AppError } from "@/lib/errors";
import type { ReferenceNames } from "@/lib/evaluation/names-queries";
import { formats } from "@/lib/i18n/formats";

export type Trigger = Pick<
  AchievementView,
  "triggerType" | "triggerThreshold" | "triggerMetadata" | "criteria" | "isRepeatable"
>;

/** Writes what an achievement takes as a sentence in the reader's language, with names for what it refers to where they are given. */
export async function sentences(
  timeZone: string,
  names: ReferenceNames = {},
): Promise<(trigger: Trigger) => string> {
  const t = await getTranslations("criteria");
  const own = await getTranslations("achievements");
  const format = await formats(timeZone);
  const nameOf: Words["nameOf"] = (what, key) => names[what]?.[key];
  return (trigger) => {
    try {
      const criteria = criteriaOf(trigger);
      if (criteria) return describeCriteria(criteria, trigger.isRepeatable, { t, format, nameOf });
    } catch (error) {
      // A definition from before a rule became stricter: say at least what kind it is.
      if (!(error instanceof AppError)) throw error;
    }
    return own(`triggerType.${trigger.triggerType}`);
  };
}
