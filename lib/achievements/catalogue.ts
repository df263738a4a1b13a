import type { Category, TriggerType } from "@/lib/achievements/definition-keys";
import type { AchievementDefinition, TriggerMetadata } from "@/lib/achievements/schema";
import type { Locale } from "@/lib/context";

type Text = Readonly<{ name: string; description: string }>;

type Entry = Readonly<{
  key: string;
  icon: string;
  category: Category;
  trigger: TriggerType;
  threshold?: number;
  metadata?: TriggerMetadata;
  repeatable?: boolean;
  text: Readonly<Record<Locale, Text>>;
}>;

const text = (name: string, description: string): Text => ({ name, description });

/** What every organisation starts with: the same keys everywhere, rows of its own (seed 000). */
const entries: readonly Entry[] = [
  {
    key: "first_activity",
    icon: "seedling",
    category: "activity",
    trigger: "activity_count",
    threshold: 1,
    text: {
      nb: text("Første aktivitet", "Gis når den første aktiviteten er registrert."),
      nn: text("Første aktivitet", "Blir gitt når den første aktiviteten er registrert."),
      en: text("First activity", "Given when the first activity is recorded."),
    },
  },
  {
    key: "ten_activities",
    icon: "flame",
    category: "activity",
    trigger: "activity_count",
    threshold: 10,
    text: {
      nb: text("Ti aktiviteter", "Gis når ti aktiviteter er registrert."),
      nn: text("Ti aktivitetar", "Blir gitt når ti aktivitetar er registrerte."),
      en: text("Ten activities", "Given when ten activities are recorded."),
    },
  },
  {
    key: "fifty_activities",
    icon: "mountain",
    category: "milestone",
    trigger: "activity_count",
    threshold: 50,
    text: {
      nb: text("Femti aktiviteter", "Gis når femti aktiviteter er registrert."),
      nn: text("Femti aktivitetar", "Blir gitt når femti aktivitetar er registrerte."),
      en: text("Fifty activities", "Given when fifty activities are recorded."),
    },
  },
  {
    key: "annual_active",
    icon: "calendar",
    category: "activity",
    trigger: "activity_count",
    threshold: 12,
    metadata: { period: "year" },
    repeatable: true,
    text: {
      nb: text("Årets aktive", "Gis hvert år til den som har tolv aktiviteter eller flere det året."),
      nn: text("Årets aktive", "Blir gitt kvart år til den som har tolv aktivitetar eller fleire det året."),
      en: text("Active this year", "Given every year to those with twelve activities or more that year."),
    },
  },
  {
    key: "active_quarter",
    icon: "compass",
    category: "activity",
    trigger: "activity_count",
    threshold: 5,
    metadata: { period: "quarter" },
    repeatable: true,
    text: {
      nb: text("Aktivt kvartal", "Gis for hvert kvartal med fem aktiviteter eller flere."),
      nn: text("Aktivt kvartal", "Blir gitt for kvart kvartal med fem aktivitetar eller fleire."),
      en: text("Active quarter", "Given for every quarter with five activities or more."),
    },
  },
  {
    key: "six_month_streak",
    icon: "clock",
    category: "milestone",
    trigger: "activity_streak",
    threshold: 6,
    metadata: { unit: "month" },
    text: {
      nb: text("Seks måneder på rad", "Gis når det er minst én aktivitet i måneden, seks måneder på rad."),
      nn: text(
        "Seks månader på rad",
        "Blir gitt når det er minst éin aktivitet i månaden, seks månader på rad.",
      ),
      en: text("Six months in a row", "Given for at least one activity a month, six months in a row."),
    },
  },
  {
    key: "first_referral",
    icon: "people",
    category: "referral",
    trigger: "referral_count",
    threshold: 1,
    text: {
      nb: text("Første henvisning", "Gis når den første henvisningen er fullført."),
      nn: text("Første tilvising", "Blir gitt når den første tilvisinga er fullført."),
      en: text("First referral", "Given when the first referral is completed."),
    },
  },
  {
    key: "five_referrals",
    icon: "talk",
    category: "referral",
    trigger: "referral_count",
    threshold: 5,
    text: {
      nb: text("Fem henvisninger", "Gis når fem henvisninger er fullført."),
      nn: text("Fem tilvisingar", "Blir gitt når fem tilvisingar er fullførte."),
      en: text("Five referrals", "Given when five referrals are completed."),
    },
  },
  {
    key: "first_course",
    icon: "book",
    category: "learning",
    trigger: "course_completion",
    threshold: 1,
    text: {
      nb: text("Første kurs", "Gis når det første kurset er bestått."),
      nn: text("Første kurs", "Blir gitt når det første kurset er bestått."),
      en: text("First course", "Given when the first course is completed."),
    },
  },
  {
    key: "three_courses",
    icon: "cap",
    category: "learning",
    trigger: "course_completion",
    threshold: 3,
    text: {
      nb: text("Tre kurs", "Gis når tre forskjellige kurs er bestått."),
      nn: text("Tre kurs", "Blir gitt når tre ulike kurs er bestått."),
      en: text("Three courses", "Given when three different courses are completed."),
    },
  },
  {
    key: "first_certification",
    icon: "certificate",
    category: "certification",
    trigger: "certification_issued",
    threshold: 1,
    text: {
      nb: text("Første sertifikat", "Gis når det første sertifikatet er utstedt."),
      nn: text("Første sertifikat", "Blir gitt når det første sertifikatet er utferda."),
      en: text("First certificate", "Given when the first certificate is issued."),
    },
  },
  {
    key: "special_effort",
    icon: "heart",
    category: "special",
    trigger: "manual",
    repeatable: true,
    text: {
      nb: text("Ekstra innsats", "Gis av en koordinator til den som har gjort noe utenom det vanlige."),
      nn: text(
        "Ekstra innsats",
        "Blir gitt av ein koordinator til den som har gjort noko utanom det vanlege.",
      ),
      en: text("Special effort", "Given by a coordinator to somebody who did something out of the ordinary."),
    },
  },
];

/** The platform's achievements in one language. */
export function platformCatalogue(locale: Locale): AchievementDefinition[] {
  return entries.map((entry) => ({
    key: entry.key,
    ...entry.text[locale],
    badgeIconUrl: entry.icon,
    category: entry.category,
    triggerType: entry.trigger,
    ...(entry.threshold === undefined ? {} : { triggerThreshold: entry.threshold }),
    triggerMetadata: entry.metadata ?? {},
    isRepeatable: entry.repeatable ?? false,
    unmetPolicy: "keep",
    needsApproval: false,
    renewable: false,
    tags: [],
    attachment: true,
    notification: "never",
    type: "site",
    alignments: [],
    related: [],
  }));
}
