import type { Temporal } from "temporal-polyfill";
import { activities, people, referrals, registrations } from "@/lib/demo/history";
import { LADDERS } from "@/lib/demo/ladders";
import type { DemoPlan } from "@/lib/demo/plan";
import { random } from "@/lib/demo/random";

const KINDS = ["oppdrag", "oppdrag", "telefonsamtale", "besøk"] as const;

const ACHIEVEMENTS: DemoPlan["achievements"] = [
  {
    key: "honorar",
    name: "Honorar",
    description: "Du har fullført ditt 3. eller 15. oppdrag og har krav på honorar.",
    category: "milestone",
    badge_icon_url: "coin",
    trigger_type: "criteria",
    criteria: {
      version: 1,
      match: "all",
      rules: [
        {
          type: "activity_count",
          thresholds: [3, 15],
          window: "lifetime",
          filter: { kinds: ["oppdrag"] },
        },
      ],
    },
    is_repeatable: true,
    payment_amount: 1500,
    payment_currency: "NOK",
    sort_order: 1,
  },
  {
    key: "synskontakt",
    name: "Synskontakt",
    description: "Du har fullført grunnopplæringen.",
    category: "learning",
    badge_icon_url: "eye",
    trigger_type: "course_completion",
    trigger_threshold: 1,
    is_repeatable: false,
    sort_order: 2,
  },
  {
    key: "der-nar-det-trengs",
    name: "Der når det trengs",
    description: "Du har vært aktiv i fire uker på rad.",
    category: "activity",
    badge_icon_url: "heart",
    trigger_type: "activity_streak",
    trigger_threshold: 4,
    trigger_metadata: { unit: "week" },
    is_repeatable: false,
    sort_order: 3,
  },
  {
    key: "takk-for-innsatsen",
    name: "Takk for innsatsen",
    description: "Tildeles av koordinator som en takk.",
    category: "special",
    badge_icon_url: "ribbon",
    trigger_type: "manual",
    is_repeatable: false,
    sort_order: 4,
  },
];

const CERTIFICATION_TYPES: DemoPlan["certificationTypes"] = [
  {
    code: "likeperson-syn",
    name: "Godkjent likeperson, syn",
    description: "Bekrefter opplæring og taushetsløfte.",
    validityMonths: 12,
  },
];

/** Norges Blindeforbund: honorar at the 3rd and the 15th assignment, two thresholds in one definition (seed 002). */
export function blindeforbundet(today: Temporal.PlainDate): DemoPlan {
  const chosenBy = random(1909);
  const members = people(chosenBy, today, {
    count: 36,
    domain: "blindeforbundet.example",
    groups: ["Hurdal", "Evenes", "Solvik"],
  });
  const mentor = (index: number) => members[3 + index]?.person ?? "";
  return {
    slug: "blindeforbundet",
    name: "Norges Blindeforbund",
    prefix: "NBF",
    locale: "nb",
    people: members,
    activities: activities(chosenBy, today, { people: members, kinds: KINDS }),
    referrals: referrals(chosenBy, today, { people: members }),
    courses: [{ code: "synskontakt", title: "Synskontakt: grunnopplæring" }],
    registrations: registrations(chosenBy, today, {
      people: members,
      courses: [{ code: "synskontakt", daysAgo: 420, share: 0.75 }],
    }),
    achievements: ACHIEVEMENTS,
    tiers: LADDERS.blindeforbundet,
    certificationTypes: CERTIFICATION_TYPES,
    certifications: [
      { person: mentor(0), type: "likeperson-syn", issuedDaysAgo: 100 },
      { person: mentor(1), type: "likeperson-syn", issuedDaysAgo: 350 },
      { person: mentor(2), type: "likeperson-syn", issuedDaysAgo: 500 },
      { person: mentor(3), type: "likeperson-syn", issuedDaysAgo: 30, revoked: "Taushetsløftet ble brutt." },
      ...Array.from({ length: 8 }, (_, index) => ({
        person: mentor(4 + index),
        type: "likeperson-syn",
        issuedDaysAgo: 15 + index * 40,
      })),
    ],
    awards: [
      {
        person: mentor(0),
        achievement: "takk-for-innsatsen",
        reason: "Stilte opp på kort varsel hele høsten.",
        daysAgo: 20,
      },
    ],
  };
}
