import { isOpen } from "@/app/o/[org]/navigation";
import type { Permission } from "@/lib/auth/policy";
import type { Ctx, Module } from "@/lib/context";

type Door = Readonly<{
  path: string;
  needs: Permission;
  module?: Module;
  /** About oneself as a member, which a global admin is not. */
  isOwn?: true;
}>;

const badges = { module: "achievements_gamification" } as const;
const tiers = { module: "recognition_tiers" } as const;
const certificates = { module: "certifications" } as const;
const openBadges = { module: "open_badges" } as const;
const own = { needs: "profile:read", isOwn: true } as const;
const reports = { needs: "reports:read" } as const;

/** Pages that stand below those of the navigation. Their names are in the catalogue `search.pages`. */
const PAGES = {
  shortcuts: { path: "shortcuts", needs: "profile:read" },
  account: { ...own, path: "account", needs: "account:write" },
  notifications: { ...own, path: "account/notifications", needs: "account:write" },
  sharing: { ...own, path: "profile/sharing" },
  collection: { ...own, path: "profile/collection", ...openBadges },
  backpack: { ...own, path: "profile/backpack", ...openBadges },
  ownMistakes: { ...own, path: "profile/mistakes", needs: "mistakes:report" },
  ownPauses: { ...own, path: "profile/pauses", needs: "pauses:ask", ...badges },
  payments: { ...reports, path: "reports/payments", ...badges },
  ceremony: { ...reports, path: "reports/ceremony", ...badges },
  figures: { ...reports, path: "figures" },
  approvals: { path: "badges/approvals", needs: "badges:read", ...badges },
  signOffs: { path: "badges/sign-offs", needs: "badges:award", ...badges },
  badgeBatches: { path: "badges/batches", needs: "badges:award", ...badges },
  catalogue: { path: "achievements/catalogue", needs: "achievements:read", ...badges },
  standings: { path: "tiers/standings", needs: "tiers:read", ...tiers },
  tierSimulator: { path: "tiers/simulator", needs: "tiers:read", ...tiers },
  calendar: { path: "certifications/calendar", needs: "certifications:read", ...certificates },
  types: { path: "certifications/types", needs: "certification_types:read", ...certificates },
  certificateBatches: { path: "certifications/batches", needs: "certifications:issue", ...certificates },
  modules: { path: "settings/modules", needs: "settings:read" },
  issuing: { path: "settings/issuing", needs: "settings:read" },
  openBadges: { path: "settings/open-badges", needs: "issuer:read", ...openBadges },
  backpacks: { path: "settings/backpacks", needs: "settings:read", ...openBadges },
  apiKeys: { path: "settings/api-keys", needs: "api_keys:read" },
  webhooks: { path: "settings/webhooks", needs: "settings:read" },
} as const satisfies Record<string, Door>;

/** What somebody may set out to do. Their names, which begin with a verb, are in the catalogue `search.actions`. */
const ACTIONS = {
  reportMistake: { ...own, path: "profile/mistakes/new", needs: "mistakes:report" },
  askPause: { ...own, path: "profile/pauses/new", needs: "pauses:ask", ...badges },
  award: { path: "badges/award", needs: "badges:award", ...badges },
  awardMany: { path: "badges/batches/new", needs: "badges:award", ...badges },
  nominate: { path: "nominate", needs: "badges:award", ...badges },
  issue: { path: "certifications/issue", needs: "certifications:issue", ...certificates },
  issueMany: { path: "certifications/issue-many", needs: "certifications:issue", ...certificates },
  addPerson: { path: "people/new", needs: "people:write" },
  recordActivity: { path: "activity/new", needs: "facts:write" },
  recordPause: { path: "pauses/new", needs: "pauses:decide", ...badges },
  recordReferral: { path: "referrals/new", needs: "facts:write" },
  addCourse: { path: "courses/new", needs: "facts:write" },
  import: { path: "imports/new", needs: "imports:write" },
  newAchievement: { path: "achievements/new", needs: "achievements:write", ...badges },
  newTier: { path: "tiers/new", needs: "tiers:write", ...tiers },
  newType: { path: "certifications/types/new", needs: "certification_types:write", ...certificates },
} as const satisfies Record<string, Door>;

export type PageKey = keyof typeof PAGES;
export type ActionKey = keyof typeof ACTIONS;

const isMember = ({ actor }: Ctx) => actor.kind === "user" && actor.role !== "global_admin";

const openOf = <Key extends string>(ctx: Ctx, doors: Readonly<Record<Key, Door>>) =>
  (Object.entries(doors) as [Key, Door][])
    .filter(([, door]) => isOpen(ctx, door) && (!door.isOwn || isMember(ctx)))
    .map(([key, { path }]) => ({ key, path }));

/** The further pages this person may open. */
export const openPages = (ctx: Ctx) => openOf<PageKey>(ctx, PAGES);
/** The pages on which this person may do something new. */
export const openActions = (ctx: Ctx) => openOf<ActionKey>(ctx, ACTIONS);
