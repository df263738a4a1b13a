import type { Locale } from "@/lib/context";
import type { TierInput } from "@/lib/tiers/schema";

type Template = "medals" | "service_years";
type Names = Readonly<Record<Locale, readonly string[]>>;

const MEDALS: Names = {
  nb: ["Bronse", "Sølv", "Gull"],
  nn: ["Bronse", "Sølv", "Gull"],
  en: ["Bronze", "Silver", "Gold"],
};
const SERVICE: Names = {
  nb: ["10 år som medlem", "20 år som medlem"],
  nn: ["10 år som medlem", "20 år som medlem"],
  en: ["10 years a member", "20 years a member"],
};
const COLOURS = ["bronze", "silver", "gold"] as const;

/** A ladder to begin with, lowest first, in the organisation's language; numbers and names are theirs to change. */
export function templateOf(template: Template, locale: Locale): TierInput[] {
  if (template === "medals") {
    return [10, 25, 50].map((criteriaThreshold, at) => ({
      name: MEDALS[locale][at] ?? "",
      iconKey: "medal",
      colorToken: COLOURS[at],
      criteriaType: "activity_count",
      criteriaThreshold,
      awardPeriod: "annual",
    }));
  }
  return [10, 20].map((criteriaThreshold, at) => ({
    name: SERVICE[locale][at] ?? "",
    iconKey: "laurel",
    colorToken: COLOURS[at + 1],
    criteriaType: "membership_years",
    criteriaThreshold,
    awardPeriod: "lifetime",
  }));
}
