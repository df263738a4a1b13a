import { isOpen } from "@/app/o/[org]/navigation";
import type { Permission } from "@/lib/auth/policy";
import type { Ctx, Module } from "@/lib/context";

type Door = Readonly<{ path: string; needs: Permission; module?: Module }>;

const badges = { module: "achievements_gamification" } as const;
const tiers = { module: "recognition_tiers" } as const;
const certificates = { module: "certifications" } as const;

/** Pages that stand below those of the navigation. Their names are in the catalogue `search.pages`. */
const PAGES = {
  shortcuts: { path: "shortcuts", needs: "profile:read" },
  account: { path: "account", needs: "account:write" },
  collection: { path: "profile/collection", needs: "profile:read", module: "open_badges" },
  backpack: { path: "profile/backpack", needs: "profile:read", module: "open_badges" },
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
  openBadges: { path: "settings/open-badges", needs: "issuer:read", module: "open_badges" },
  backpacks: { path: "settings/backpacks", needs: "settings:read", module: "open_badges" },
  apiKeys: { path: "settings/api-keys", needs: "api_keys:read" },
  webhooks: { path: "settings/webhooks", needs: "settings:read" },
} as const satisfies Record<string, Door>;

/** What somebody may set out to do. Their names, which begin with a verb, are in the catalogue `search.actions`. */
const ACTIONS = {
  award: { path: "badges/award", needs: "badges:award", ...badges },
  awardMany: { path: "badges/batches/new", needs: "badges:award", ...badges },
  nominate: { path: "nominate", needs: "badges:award", ...badges },
  issue: { path: "certifications/issue", needs: "certifications:issue", ...certificates },
  issueMany: { path: "certifications/issue-many", needs: "certifications:issue", ...certificates },
  addPerson: { path: "people/new", needs: "people:write" },
  recordActivity: { path: "activity/new", needs: "facts:write" },
  recordReferral: { path: "referrals/new", needs: "facts:write" },
  addCourse: { path: "courses/new", needs: "facts:write" },
  import: { path: "imports/new", needs: "imports:write" },
  newAchievement: { path: "achievements/new", needs: "achievements:write", ...badges },
  newTier: { path: "tiers/new", needs: "tiers:write", ...tiers },
  newType: { path: "certifications/types/new", needs: "certification_types:write", ...certificates },
} as const satisfies Record<string, Door>;

export type PageKey = keyof typeof PAGES;
export type ActionKey = keyof typeof ACTIONS;

const openOf = <Key extends string>(ctx: Ctx, doors: Readonly<Record<Key, Door>>) =>
  (Object.entries(doors) as [Key, Door][])
    .filter(([, door]) => isOpen(ctx, door))
    .map(([key, { path }]) => ({ key, path }));

/** The further pages this person may open. */
export const openPages = (ctx: Ctx) => openOf<PageKey>(ctx, PAGES);
/** The pages on which this person may do something new. */
export const openActions = (ctx: Ctx) => openOf<ActionKey>(ctx, ACTIONS);
