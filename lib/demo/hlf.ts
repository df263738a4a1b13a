import type { Temporal } from "temporal-polyfill";
import { activities, people, referrals, registrations } from "@/lib/demo/history";
import { LADDERS } from "@/lib/demo/ladders";
import type { DemoPerson, DemoPlan } from "@/lib/demo/plan";
import { random } from "@/lib/demo/random";

const KINDS = ["hørselssamtale", "høreapparathjelp", "kurskveld", "mestringskafé"] as const;

const ACHIEVEMENTS: DemoPlan["achievements"] = [
  {
    key: "forste-samtale",
    name: "Første samtale",
    description: "Du har registrert din første aktivitet som hørselslikeperson.",
    category: "activity",
    badge_icon_url: "talk",
    trigger_type: "activity_count",
    trigger_threshold: 1,
    is_repeatable: false,
    sort_order: 1,
  },
  {
    key: "adelsmerket",
    name: "Adelsmerket",
    description: "Du har fått HLFs digitale likepersonbevis.",
    category: "certification",
    badge_icon_url: "ear",
    trigger_type: "certification_issued",
    trigger_threshold: 1,
    is_repeatable: false,
    sort_order: 2,
  },
  {
    key: "begge-trinn",
    name: "Begge trinn",
    description: "Du har fullført likepersonkurs trinn 1 og trinn 2.",
    category: "learning",
    badge_icon_url: "book",
    trigger_type: "course_completion",
    trigger_threshold: 2,
    is_repeatable: false,
    sort_order: 3,
  },
  {
    key: "kvartalets-innsats",
    name: "Kvartalets innsats",
    description: "Minst åtte aktiviteter i ett kvartal. Kan oppnås hvert kvartal.",
    category: "activity",
    badge_icon_url: "flame",
    trigger_type: "activity_count",
    trigger_threshold: 8,
    trigger_metadata: { period: "quarter" },
    is_repeatable: true,
    sort_order: 4,
  },
  {
    key: "brobygger",
    name: "Brobygger",
    description: "Tildeles av koordinator til en som får andre til å finne sammen.",
    category: "community",
    badge_icon_url: "people",
    trigger_type: "manual",
    is_repeatable: false,
    sort_order: 5,
  },
];

const certificationTypes = ([leader, coordinator]: readonly DemoPerson[]): DemoPlan["certificationTypes"] => [
  {
    code: "adelsmerke",
    name: "Adelsmerke for hørselslikeperson",
    description: "HLFs digitale bevis for godkjente hørselslikepersoner.",
    validityMonths: 36,
    design: {
      title: "Adelsmerket",
      body: [
        "er godkjent hørselslikeperson i {organization},",
        "har fullført likepersonkurs trinn 1 og 2 og har lovet taushet.",
        "Adelsmerket gjelder fra {issued} til og med {expires}.",
      ].join("\n"),
      signatures: [
        { name: leader?.name ?? "", role: "Generalsekretær" },
        { name: coordinator?.name ?? "", role: "Koordinator for likepersonarbeidet" },
      ],
      accent: "#00558c",
      language: "nb",
    },
  },
  {
    code: "kursleder",
    name: "Kursleder",
    description: "Kan holde likepersonkurs trinn 1 og 2. Gjelder livet ut.",
    validityMonths: null,
    design: {
      title: "{type}",
      body: "kan holde likepersonkurs trinn 1 og 2 for {organization}.\nBeviset er utstedt {issued} og gjelder livet ut.",
      signatures: [{ name: leader?.name ?? "", role: "Generalsekretær" }],
      accent: "#6b3fa0",
      orientation: "portrait",
      language: "nb",
    },
  },
];

/** Hørselshemmedes Landsforbund: the digital adelsmerke, a certificate that a badge follows. */
export function hlf(today: Temporal.PlainDate): DemoPlan {
  const chosenBy = random(1947);
  const members = people(chosenBy, today, {
    count: 40,
    domain: "hlf.example",
    groups: ["Bergen", "Stavanger", "Drammen", "Tromsø"],
  });
  const mentor = (index: number) => members[3 + index]?.person ?? "";
  return {
    slug: "hlf",
    name: "Hørselshemmedes Landsforbund",
    prefix: "HLF",
    locale: "nb",
    people: members,
    activities: activities(chosenBy, today, { people: members, kinds: KINDS }),
    referrals: referrals(chosenBy, today, { people: members }),
    courses: [
      { code: "likepersonkurs-1", title: "Likepersonkurs trinn 1" },
      { code: "likepersonkurs-2", title: "Likepersonkurs trinn 2" },
    ],
    registrations: registrations(chosenBy, today, {
      people: members,
      courses: [
        { code: "likepersonkurs-1", daysAgo: 640, share: 0.85 },
        { code: "likepersonkurs-2", daysAgo: 150, share: 0.5 },
      ],
    }),
    achievements: ACHIEVEMENTS,
    tiers: LADDERS.hlf,
    certificationTypes: certificationTypes(members),
    certifications: [
      { person: mentor(0), type: "adelsmerke", issuedDaysAgo: 400 },
      { person: mentor(0), type: "kursleder", issuedDaysAgo: 90 },
      { person: mentor(1), type: "adelsmerke", issuedDaysAgo: 1_085 },
      { person: mentor(2), type: "adelsmerke", issuedDaysAgo: 1_300 },
      { person: mentor(3), type: "adelsmerke", issuedDaysAgo: 200, revoked: "Utstedt til feil person." },
      { person: mentor(14), type: "adelsmerke", issuedDaysAgo: 1_070, renewedDaysAgo: 12 },
      ...Array.from({ length: 10 }, (_, index) => ({
        person: mentor(4 + index),
        type: "adelsmerke",
        issuedDaysAgo: 25 + index * 90,
      })),
    ],
    awards: [
      {
        person: mentor(1),
        achievement: "brobygger",
        reason: "Fikk lokallagene i Bergen og Stavanger til å dele opplegg.",
        daysAgo: 35,
      },
    ],
  };
}
