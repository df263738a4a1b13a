import type { Temporal } from "temporal-polyfill";
import { activities, people, referrals, registrations } from "@/lib/demo/history";
import { LADDERS } from "@/lib/demo/ladders";
import type { DemoPerson, DemoPlan } from "@/lib/demo/plan";
import { random } from "@/lib/demo/random";

const KINDS = ["likepersonsamtale", "gruppemøte", "sykehusbesøk", "temakveld"] as const;

const ACHIEVEMENTS: DemoPlan["achievements"] = [
  {
    key: "forste-mote",
    name: "Første møte",
    description: "Du har registrert din første aktivitet som likeperson.",
    category: "activity",
    badge_icon_url: "seedling",
    trigger_type: "activity_count",
    trigger_threshold: 1,
    is_repeatable: false,
    sort_order: 1,
  },
  {
    key: "ti-moter",
    name: "Ti møter",
    description: "Du har registrert ti aktiviteter.",
    category: "activity",
    badge_icon_url: "flame",
    trigger_type: "activity_count",
    trigger_threshold: 10,
    is_repeatable: false,
    sort_order: 2,
  },
  {
    key: "femti-moter",
    name: "Femti møter",
    description: "Du har registrert femti aktiviteter.",
    category: "milestone",
    badge_icon_url: "mountain",
    trigger_type: "activity_count",
    trigger_threshold: 50,
    is_repeatable: false,
    sort_order: 3,
  },
  {
    key: "aktiv-i-aret",
    name: "Aktiv i året",
    description: "Du har registrert minst tolv aktiviteter i ett kalenderår. Kan oppnås hvert år.",
    category: "activity",
    badge_icon_url: "calendar",
    trigger_type: "activity_count",
    trigger_threshold: 12,
    trigger_metadata: { period: "year" },
    is_repeatable: true,
    sort_order: 4,
  },
  {
    key: "halvt-ar-pa-rad",
    name: "Et halvt år på rad",
    description: "Du har vært aktiv seks måneder på rad.",
    category: "milestone",
    badge_icon_url: "clock",
    trigger_type: "activity_streak",
    trigger_threshold: 6,
    trigger_metadata: { unit: "month" },
    is_repeatable: false,
    sort_order: 5,
  },
  {
    key: "grunnkurs",
    name: "Kurset likeperson",
    description: "Du har fullført et kurs for likepersoner.",
    category: "learning",
    badge_icon_url: "cap",
    trigger_type: "course_completion",
    trigger_threshold: 1,
    is_repeatable: false,
    sort_order: 6,
  },
  {
    key: "rekrutterer",
    name: "Rekrutterer",
    description: "Tre personer har begynt som likeperson fordi du inviterte dem.",
    category: "referral",
    badge_icon_url: "talk",
    trigger_type: "referral_count",
    trigger_threshold: 3,
    is_repeatable: false,
    sort_order: 7,
  },
  {
    key: "arets-ildsjel",
    name: "Årets ildsjel",
    description: "Tildeles av styret til en som har gjort noe helt spesielt for andre.",
    category: "special",
    badge_icon_url: "crown",
    trigger_type: "manual",
    is_repeatable: false,
    sort_order: 8,
  },
];

const certificationTypes = ([leader, coordinator]: readonly DemoPerson[]): DemoPlan["certificationTypes"] => [
  {
    code: "likepersonbevis",
    name: "Likepersonbevis",
    description: "Bekrefter at du er godkjent likeperson i Norges Handikapforbund.",
    validityMonths: 24,
    design: {
      title: "Likepersonbevis",
      body: [
        "er godkjent likeperson i {organization}",
        "og møter andre med sin egen erfaring, i fortrolighet og på like fot.",
        "Beviset med nummer {number} gjelder til og med {expires}.",
      ].join("\n"),
      signatures: [
        { name: leader?.name ?? "", role: "Forbundsleder" },
        { name: coordinator?.name ?? "", role: "Likepersonkoordinator" },
      ],
      accent: "#a3162c",
      language: "nb",
    },
  },
];

/** Norges Handikapforbund: the broad case, every simple trigger in use. */
export function nhf(today: Temporal.PlainDate): DemoPlan {
  const chosenBy = random(1931);
  const members = people(chosenBy, today, {
    count: 48,
    domain: "nhf.example",
    groups: ["Oslo", "Viken", "Vestland", "Trøndelag", "Nord"],
  });
  const mentor = (index: number) => members[3 + index]?.person ?? "";
  return {
    slug: "nhf",
    name: "Norges Handikapforbund",
    prefix: "NHF",
    locale: "nb",
    people: members,
    isOpen: true,
    activities: activities(chosenBy, today, { people: members, kinds: KINDS }),
    referrals: referrals(chosenBy, today, { people: members }),
    courses: [
      { code: "grunnkurs", title: "Grunnkurs for likepersoner" },
      { code: "samtale", title: "Den gode samtalen" },
      { code: "rettigheter", title: "Rettigheter og hjelpemidler" },
    ],
    registrations: registrations(chosenBy, today, {
      people: members,
      courses: [
        { code: "grunnkurs", daysAgo: 500, share: 0.8 },
        { code: "samtale", daysAgo: 210, share: 0.4 },
        { code: "rettigheter", daysAgo: -30, share: 0.3 },
      ],
    }),
    achievements: ACHIEVEMENTS,
    tiers: LADDERS.nhf,
    certificationTypes: certificationTypes(members),
    certifications: [
      { person: mentor(0), type: "likepersonbevis", issuedDaysAgo: 300 },
      { person: mentor(1), type: "likepersonbevis", issuedDaysAgo: 715 },
      { person: mentor(2), type: "likepersonbevis", issuedDaysAgo: 900 },
      {
        person: mentor(3),
        type: "likepersonbevis",
        issuedDaysAgo: 120,
        revoked: "Har sluttet som likeperson etter eget ønske.",
      },
      { person: mentor(16), type: "likepersonbevis", issuedDaysAgo: 710, renewedDaysAgo: 9 },
      ...Array.from({ length: 12 }, (_, index) => ({
        person: mentor(4 + index),
        type: "likepersonbevis",
        issuedDaysAgo: 40 + index * 55,
      })),
    ],
    awards: [
      {
        person: mentor(0),
        achievement: "arets-ildsjel",
        reason: "Startet samtalegruppen for unge og holdt den i gang hele året.",
        daysAgo: 60,
      },
      {
        person: members[0]?.person ?? "",
        achievement: "arets-ildsjel",
        reason: "Bygde opp likepersonarbeidet i hele landet.",
        daysAgo: 100,
      },
    ],
  };
}
