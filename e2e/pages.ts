/** Who looks at a page. */
export type Viewer = "anonymous" | "peer_mentor" | "coordinator" | "org_admin" | "global_admin";

export type Page = Readonly<{
  /** The file below app/ that draws it. */
  file: string;
  /** How an org admin gets there: an address, then links on the pages along the way. `:id` and `:number` are found. */
  way: readonly [string, ...string[]];
  /** Who may open it. The first sees it in every theme. */
  viewers: readonly [Viewer, ...Viewer[]];
  /** What it answers where that is not 200. */
  answers?: 404;
}>;

const anybody = ["anonymous"] as const;
const insiders = ["peer_mentor", "coordinator", "org_admin", "global_admin"] as const;
const members = ["peer_mentor", "coordinator", "org_admin"] as const;
const coordinators = ["org_admin", "coordinator", "global_admin"] as const;
const admins = ["org_admin", "global_admin"] as const;
const operators = ["global_admin"] as const;

const home = "/o/nhf";
/** To somebody who has a badge. */
const toHolder = [`${home}/badges?status=awarded`, `${home}/badges/:id`, `${home}/people/:id`] as const;
/** Pages of one area: `[]` is its list, the rest are links from there. */
const area = (name: string, viewers: Page["viewers"], pages: readonly (readonly [string, ...string[]])[]) =>
  pages.map(([file, ...hops]): Page => {
    const address = (hop: string) => `${home}/${name}${hop}`;
    return { file: `o/[org]/${name}${file}/page.tsx`, way: [address(""), ...hops.map(address)], viewers };
  });

/** Lists, which stand above the pages of single things. */
const LISTS = "achievements badges tiers certifications people activity courses referrals jobs imports";
const listOf = (name: string): Page => ({
  file: `o/[org]/${name}/page.tsx`,
  way: [`${home}/${name}`],
  viewers: coordinators,
});

/** Every page there is; axe.spec.ts compares this list with the files. */
export const PAGES: readonly Page[] = [
  { file: "page.tsx", way: ["/"], viewers: anybody },
  { file: "verify/page.tsx", way: ["/verify"], viewers: anybody },
  {
    file: "verify/[number]/page.tsx",
    way: [`${home}/certifications`, "/verify/:number"],
    viewers: anybody,
  },
  {
    file: "badges/[hash]/page.tsx",
    way: [`${home}/badges?status=awarded`, `${home}/badges/:id`, "/badges/:hash"],
    viewers: anybody,
  },
  {
    file: "badges/shared/[token]/page.tsx",
    way: ["/badges/shared/no-such-link"],
    viewers: anybody,
    answers: 404,
  },
  { file: "p/[slug]/page.tsx", way: ["/p/bjorn-bakken"], viewers: anybody },
  { file: "p/shared/[token]/page.tsx", way: ["/p/shared/no-such-link"], viewers: anybody, answers: 404 },
  {
    file: "ob/v2/achievements/[id]/criteria/page.tsx",
    way: [`${home}/badges?status=awarded`, `${home}/badges/:id`, "/ob/v2/achievements/:id/criteria"],
    viewers: anybody,
  },
  {
    file: "endorse/[token]/page.tsx",
    way: ["/endorse/no-such-invitation"],
    viewers: anybody,
    answers: 404,
  },
  {
    file: "unsubscribe/[token]/page.tsx",
    way: ["/unsubscribe/no-such-link"],
    viewers: anybody,
    answers: 404,
  },
  { file: "verify/badge/page.tsx", way: ["/verify/badge"], viewers: anybody },
  // Who is led here by an application that nobody knows is told so.
  {
    file: "oauth/authorize/page.tsx",
    way: ["/oauth/authorize"],
    viewers: insiders,
  },
  { file: "(auth)/sign-in/page.tsx", way: ["/sign-in"], viewers: anybody },
  { file: "(auth)/forgotten-password/page.tsx", way: ["/forgotten-password"], viewers: anybody },
  { file: "(auth)/password/[token]/page.tsx", way: ["/password/no-such-link"], viewers: anybody },
  { file: "o/page.tsx", way: ["/o"], viewers: operators },
  { file: "o/[org]/page.tsx", way: [home], viewers: coordinators },
  { file: "o/[org]/profile/page.tsx", way: [`${home}/profile`], viewers: members },
  { file: "o/[org]/profile/backpack/page.tsx", way: [`${home}/profile/backpack`], viewers: members },
  { file: "o/[org]/profile/collection/page.tsx", way: [`${home}/profile/collection`], viewers: members },
  {
    file: "o/[org]/mentors/[id]/page.tsx",
    way: [`${home}/people`, `${home}/people/:id`, `${home}/mentors/:id`],
    viewers: insiders,
  },
  {
    file: "o/[org]/profile/achievements/[id]/page.tsx",
    way: [`${home}/profile`, `${home}/profile/achievements/:id`],
    viewers: members,
  },
  {
    file: "o/[org]/profile/badges/[id]/page.tsx",
    way: [`${home}/profile`, `${home}/profile/badges/:id`],
    viewers: ["org_admin"],
  },
  { file: "o/[org]/profile/badges/page.tsx", way: [`${home}/profile/badges`], viewers: members },
  {
    file: "o/[org]/profile/year/[year]/page.tsx",
    way: [`${home}/profile`, `${home}/profile/year/:year`],
    viewers: members,
  },
  {
    file: "o/[org]/people/[id]/year/[year]/page.tsx",
    way: [`${home}/people`, `${home}/people/:id`, `${home}/mentors/:id`, `${home}/people/:id/year/:year`],
    viewers: coordinators,
  },
  { file: "o/[org]/profile/sharing/page.tsx", way: [`${home}/profile/sharing`], viewers: members },
  {
    file: "o/[org]/mentors/[id]/badges/page.tsx",
    way: [`${home}/people`, `${home}/people/:id`, `${home}/mentors/:id`, `${home}/mentors/:id/badges`],
    viewers: insiders,
  },
  {
    file: "o/[org]/mentors/[id]/badges/[badge]/page.tsx",
    way: [...toHolder, `${home}/mentors/:id`, `${home}/mentors/:id/badges/:id`],
    viewers: insiders,
  },
  {
    file: "o/[org]/achievements/[id]/people/[person]/page.tsx",
    way: [`${home}/badges?status=awarded`, `${home}/badges/:id`, `${home}/achievements/:id/people/:id`],
    viewers: coordinators,
  },
  { file: "o/[org]/profile/mistakes/page.tsx", way: [`${home}/profile/mistakes`], viewers: members },
  { file: "o/[org]/profile/mistakes/new/page.tsx", way: [`${home}/profile/mistakes/new`], viewers: members },
  { file: "o/[org]/profile/pauses/page.tsx", way: [`${home}/profile/pauses`], viewers: members },
  { file: "o/[org]/profile/pauses/new/page.tsx", way: [`${home}/profile/pauses/new`], viewers: members },
  { file: "o/[org]/inbox/page.tsx", way: [`${home}/inbox`], viewers: members },
  { file: "o/[org]/shortcuts/page.tsx", way: [`${home}/shortcuts`], viewers: insiders },
  { file: "o/[org]/search/page.tsx", way: [`${home}/search`], viewers: insiders },
  { file: "o/[org]/account/page.tsx", way: [`${home}/account`], viewers: members },
  {
    file: "o/[org]/account/notifications/page.tsx",
    way: [`${home}/account/notifications`],
    viewers: members,
  },
  ...LISTS.split(" ").map(listOf),
  ...area("achievements", coordinators, [
    ["/[id]", "/:id"],
    ["/[id]/versions", "/:id", "/:id/versions"],
    ["/[id]/preview", "/:id", "/:id/preview"],
    ["/[id]/simulator", "/:id", "/:id/simulator"],
    ["/catalogue", "/catalogue"],
  ]),
  ...area("achievements", admins, [
    ["/new", "/new"],
    ["/[id]/edit", "/:id", "/:id/edit"],
  ]),
  ...area("badges", coordinators, [
    ["/[id]", "/:id"],
    ["/award", "/award"],
    ["/approvals", "/approvals"],
    ["/sign-offs", "/sign-offs"],
    ["/batches", "/batches"],
    ["/batches/new", "/batches", "/batches/new"],
    ["/batches/[id]", "/batches", "/batches/:id"],
    ["/revocations/new", "/revocations/new?all=yes&status=awarded"],
    ["/revocations/[id]", "/batches", "/revocations/:id"],
  ]),
  ...["queue", "figures", "nominate"].flatMap((name) => area(name, coordinators, [[""]])),
  ...["activity", "referrals", "imports"].flatMap((name) =>
    area(name, coordinators, [
      ["/new", "/new"],
      ["/[id]", "/:id"],
    ]),
  ),
  ...area("reports", coordinators, [[""], ["/payments", "/payments"], ["/ceremony", "/ceremony"]]),
  ...area("reports", coordinators, [["/ceremony/reading", "/ceremony", "/ceremony/reading"]]),
  ...area("tiers", coordinators, [
    ["/[id]", "/:id"],
    ["/simulator", "/simulator"],
    ["/standings", "/standings"],
  ]),
  ...area("tiers", admins, [
    ["/new", "/new"],
    ["/[id]/edit", "/:id", "/:id/edit"],
  ]),
  ...area("certifications", coordinators, [
    ["/[id]", "/:id"],
    ["/[id]/renew", "/:id", "/:id/renew"],
    ["/[id]/correct", "/:id", "/:id/correct"],
    ["/calendar", "/calendar"],
    ["/issue", "/issue"],
    ["/issue-many", "/issue-many"],
    ["/batches", "/batches"],
    ["/batches/[id]", "/batches", "/batches/:id"],
    ["/types", "/types"],
    ["/types/[id]", "/types", "/types/:id"],
  ]),
  ...area("certifications", operators, [["/[id]/override", "/:id", "/:id/override"]]),
  ...area("certifications", admins, [
    ["/types/new", "/types", "/types/new"],
    ["/types/[id]/edit", "/types", "/types/:id", "/types/:id/edit"],
    ["/types/[id]/design", "/types", "/types/:id/design"],
  ]),
  {
    file: "o/[org]/certifications/many/[kind]/page.tsx",
    way: [`${home}/certifications/many/renew?all=yes`],
    viewers: coordinators,
  },
  ...area("people", coordinators, [["/[id]", "/:id"]]),
  ...area("people", admins, [
    ["/new", "/new"],
    ["/[id]/edit", "/:id", "/:id/edit"],
  ]),
  ...area("courses", coordinators, [
    ["/new", "/new"],
    ["/[id]", "/:id"],
    ["/[id]/edit", "/:id", "/:id/edit"],
    ["/[id]/registrations/new", "/:id", "/:id/registrations/new"],
    ["/[id]/registrations/[registration]", "/:id", "/:id/registrations/:id"],
  ]),
  ...area("mistakes", coordinators, [[""], ["/[id]", "/:id"]]),
  ...area("pauses", coordinators, [[""], ["/new", "/new"]]),
  ...area("jobs", coordinators, [["/[id]", "/:id"]]),
  ...area("settings", admins, [
    [""],
    ["/modules", "/modules"],
    ["/issuing", "/issuing"],
    ["/open-badges", "/open-badges"],
    ["/backpacks", "/backpacks"],
    ["/api-keys", "/api-keys"],
    ["/webhooks", "/webhooks"],
  ]),
  ...area("audit", admins, [[""]]),
  { file: "admin/page.tsx", way: ["/admin"], viewers: operators },
  { file: "admin/issuing/page.tsx", way: ["/admin/issuing"], viewers: operators },
  { file: "admin/jobs/page.tsx", way: ["/admin/jobs"], viewers: operators },
  { file: "admin/mail/page.tsx", way: ["/admin/mail"], viewers: operators, answers: 404 },
  {
    file: "admin/mail/[name]/page.tsx",
    way: ["/admin/mail/no-such.eml"],
    viewers: operators,
    answers: 404,
  },
  { file: "admin/account/page.tsx", way: ["/admin/account"], viewers: operators },
  { file: "admin/organizations/new/page.tsx", way: ["/admin/organizations/new"], viewers: operators },
];
