import type { Category } from "@/lib/achievements/definition-keys";
import type { AchievementView } from "@/lib/achievements/queries";

/** What a link may show of a badge beside the badge itself, its issuer and its state. */
export const shareFields = ["name", "day", "reason", "evidence"] as const;
export type ShareField = (typeof shareFields)[number];

/** How long a link can last, in days. The longest is a year, which the database keeps too. */
export const shareDays = ["7", "30", "90", "365"] as const;

export type BadgeStanding = "awarded" | "expired" | "revoked";

/** Who sees a badge's page besides the person whose badge it is. */
export type Audience = "everybody" | "organization" | "holder";

/** Of the version of the definition that the badge was awarded by. */
export type BadgeDefinition = Pick<
  AchievementView,
  "triggerType" | "triggerThreshold" | "triggerMetadata" | "criteria" | "isRepeatable"
> &
  Readonly<{
    name: string;
    description: string;
    category: Category;
    /** What `parseIcon` reads, or a picture's address. */
    icon: string | null;
    imageCaption: string | null;
    imageAuthorName: string | null;
    imageAuthorUrl: string | null;
    issuerName: string | null;
    issuerUrl: string | null;
    language: string | null;
  }>;

/** Who sees a profile as things are: with `open_badges` off nothing leads out of the organisation. */
export const seenNow = <V extends "private" | "organization" | "public">(
  visibility: V,
  modules: ReadonlySet<string>,
): V | "organization" =>
  visibility === "public" && !modules.has("open_badges") ? "organization" : visibility;

/** A badge as somebody outside of its organisation sees it. Days are `yyyy-mm-dd` by the organisation's calendar. */
export type ShownBadge = Readonly<{
  publicHash: string;
  standing: BadgeStanding;
  definition: BadgeDefinition;
  /** Of what its criteria refer to by key or code. */
  names: Readonly<
    Partial<Record<"course" | "certification" | "badge", Readonly<Record<string, string>> | null>>
  >;
  organizationName: string;
  organizationSlug: string;
  timeZone: string;
  /** The last day on which it is or was valid; null: without an end. */
  expiresOn: string | null;
  revokedOn: string | null;
  /** The following are null where they are not shown. */
  earnedOn: string | null;
  awardedOn: string | null;
  occurrence: string | null;
  holder: string | null;
  reason: string | null;
  evidenceUrl: string | null;
  evidenceNarrative: string | null;
}>;

export type PublicBadge = ShownBadge & Readonly<{ audience: Audience }>;

/** What a link leads to; `over` where it led to something once and does no more. */
export type SharedBadge = "over" | Readonly<{ badge: ShownBadge; until: string }>;

/** A badge's part of its address, as it is kept, or null when it cannot be one. */
export const readHash = (text: string): string | null => (/^[0-9a-f]{32}$/.test(text) ? text : null);

/** The secret part of a link's address, or null when it cannot be one. */
export const readToken = (text: string): string | null => (/^[\w-]{43}$/.test(text) ? text : null);

/** The address of a badge's page below the installation's own. */
export const badgePath = (publicHash: string): string => `/badges/${publicHash}`;
