import { getTranslations } from "next-intl/server";
import type { AchievementView } from "@/lib/achievements/queries";
import { describeCriteria } from "@/lib/criteria/describe";
import { criteriaOf } from "@/lib/criteria/from-trigger";
import { AppError } from "@/lib/errors";
import { formats } from "@/lib/i18n/formats";

export type Trigger = Pick<
  AchievementView,
  "triggerType" | "triggerThreshold" | "triggerMetadata" | "criteria" | "isRepeatable"
>;

/** Writes what an achievement takes as a sentence in the reader's language. */
export async function sentences(timeZone: string): Promise<(trigger: Trigger) => string> {
  const t = await getTranslations("criteria");
  const own = await getTranslations("achievements");
  const format = await formats(timeZone);
  return (trigger) => {
    try {
      const criteria = criteriaOf(trigger);
      if (criteria) return describeCriteria(criteria, trigger.isRepeatable, { t, format });
    } catch (error) {
      // A definition from before a rule became stricter: say at least what kind it is.
      if (!(error instanceof AppError)) throw error;
    }
    return own(`triggerType.${trigger.triggerType}`);
  };
}
