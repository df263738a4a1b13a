import type { Category } from "@/lib/achievements/definition-keys";
import type { BadgeStanding } from "@/lib/badge-page/rules";
import type { TierBanner } from "@/lib/tiers/banner-queries";

/** What a link to a whole profile may show. */
export const profileParts = ["badges", "tier", "certificates", "name"] as const;
export type ProfilePart = (typeof profileParts)[number];

/** A badge on a profile as strangers see it: the newest of its achievement. Days are `yyyy-mm-dd` by the organisation's calendar. */
export type ProfileBadge = Readonly<{
  category: Category;
  name: string;
  icon: string | null;
  occurrence: string;
  times: number;
  earnedOn: string;
  standing: Extract<BadgeStanding, "awarded" | "expired">;
  /** Of its own page; null where that is not for everybody. */
  publicHash: string | null;
  achievementId: string;
}>;

export type ProfileCategory = Readonly<{
  category: Category;
  /** In all: different achievements, and badges of them. */
  achievements: number;
  badges: number;
  shown: readonly ProfileBadge[];
}>;

export type ProfileCertificate = Readonly<{
  number: string;
  type: string;
  issuedOn: string;
  /** The last day it is valid; null for ever. */
  expiresOn: string | null;
}>;

/** What is left out is null or empty. */
export type ShownProfile = Readonly<{
  organizationName: string;
  timeZone: string;
  holder: string | null;
  tier: TierBanner | null;
  certificates: readonly ProfileCertificate[];
  categories: readonly ProfileCategory[];
}>;

/** What a link leads to; `over` where it led to something once and does no more. */
export type SharedProfile = "over" | (ShownProfile & Readonly<{ until: string }>);

const LONGEST = 60;

/** A name in the letters of an address: "Åse Sæther" is `ase-saether`. Empty where it has none of them. */
export const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll("æ", "ae")
    .replaceAll("ø", "o")
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .replaceAll(/[^a-z0-9]+/g, "-")
    .slice(0, LONGEST)
    .replaceAll(/^-+|-+$/g, "");

/** An address's last part, as it is kept, or null when it cannot be one. */
export const readSlug = (text: string): string | null =>
  /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(text) && text.length <= 80 ? text : null;

/** The address of a profile below the installation's own. */
export const profilePath = (slug: string): string => `/p/${slug}`;
