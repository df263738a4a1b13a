import * as z from "zod";
import { countLook, countTry } from "@/lib/auth/rate-limit";
import {
  type ProfileBadge,
  type ProfileCategory,
  type ProfileCertificate,
  readSlug,
  type SharedProfile,
  type ShownProfile,
} from "@/lib/badge-page/profile-rules";
import { readToken } from "@/lib/badge-page/rules";
import type { ProfilePageFilter } from "@/lib/badge-page/share-schema";
import { hashOf } from "@/lib/badge-page/token";
import { askAsPublic } from "@/lib/database/public";
import type { TierBanner } from "@/lib/tiers/banner-queries";
import { isOfOurTimes } from "@/lib/validation";

/** As many medallions of a category stand on the profile, and as many on a page of one category. */
const SHOWN = 12;
const PAGE_SIZE = 48;

type HeadRow = Readonly<{
  organizationName: string;
  timeZone: string;
  holder: string | null;
  tier: TierBanner | null;
  certificates: readonly ProfileCertificate[] | null;
}>;
type BadgeRow = ProfileBadge & Readonly<{ achievements: number; badges: number }>;

const HEAD = `organization_name AS "organizationName", time_zone AS "timeZone", holder_name AS holder, tier, certificates`;
const BADGES = `category, achievements, badges, public_hash AS "publicHash", name, icon, occurrence, times, earned_on::text AS "earnedOn",
  standing, achievement_id AS "achievementId"`;

const place = z.tuple([z.iso.date().refine(isOfOurTimes), z.uuid()]);

/** A cursor that nobody gave out means the first page. */
function readPlace(text: string | undefined): readonly [string | null, string | null] {
  try {
    return place.parse(JSON.parse(Buffer.from(text ?? "", "base64url").toString()));
  } catch {
    return [null, null];
  }
}
const writePlace = ({ earnedOn, achievementId }: ProfileBadge): string =>
  Buffer.from(JSON.stringify([earnedOn, achievementId])).toString("base64url");

type Source = "public_profile_badges" | "shared_profile_badges";
type Key = string | Buffer;
/** When one category alone was asked for, the cursor of what follows of it. */
type Only = Readonly<{ next: string | null }> | null;
type Badges = Readonly<{ categories: readonly ProfileCategory[]; only: Only }>;

/** The first of each category, or a page of one. */
async function badgesOf(source: Source, key: Key, { category, after }: ProfilePageFilter): Promise<Badges> {
  const most = category ? PAGE_SIZE : SHOWN;
  const [day, achievement] = category ? readPlace(after) : [null, null];
  const rows = await askAsPublic<BadgeRow>(
    `SELECT ${BADGES} FROM ${source}($1, $2, $3, $4::date, $5::uuid)`,
    [key, category ?? null, category ? most + 1 : most, day, achievement],
    source,
  );
  const names = [...new Set(rows.map((row) => row.category))];
  const categories = names.map((name): ProfileCategory => {
    const of = rows.filter((row) => row.category === name);
    const shown = of.slice(0, most).map(({ achievements: _, badges: __, ...badge }) => badge);
    return { category: name, achievements: of[0]?.achievements ?? 0, badges: of[0]?.badges ?? 0, shown };
  });
  const last = category ? rows[most - 1] : undefined;
  return {
    categories,
    only: category ? { next: last && rows.length > most ? writePlace(last) : null } : null,
  };
}

export type ProfilePage<T> = Readonly<{ profile: T; only: Only }>;

const shown = (head: HeadRow, { categories }: Badges): ShownProfile => ({
  ...head,
  certificates: head.certificates ?? [],
  categories,
});

type Asked = Readonly<{
  /** Where the question comes from on the net. */
  address: string;
  filter: ProfilePageFilter;
}>;

/**
 * The public profile at an address, as it stands at this moment: twelve badges of each category, or a page of one category.
 * Null for an unknown address, a profile that is not for everybody, somebody inactive, and an organisation that shows nothing
 * to strangers; which of these it is, nobody learns. The database decides (`public_profile`).
 *
 * Counts a look for the address on the net, as verification does, and throws `rate_limited` when there were too many.
 */
export async function publicProfile({
  slug,
  address,
  filter,
}: Asked & { slug: string }): Promise<ProfilePage<ShownProfile> | null> {
  await countLook(address);
  const known = readSlug(slug);
  const [head] = known
    ? await askAsPublic<HeadRow>(`SELECT ${HEAD} FROM public_profile($1)`, [known], "public_profile")
    : [];
  if (!head || !known) return null;
  const badges = await badgesOf("public_profile_badges", known, filter);
  return { profile: shown(head, badges), only: badges.only };
}

/**
 * What a link to a whole profile shows, whether or not that has an address: the parts its holder chose, of what is not
 * hidden. `over` when it has expired or was withdrawn, or there is nothing to show any more; null when there never was
 * one, or it went with its person. Counts as `publicProfile`, and a try when the link is not good.
 */
export async function sharedProfile({
  token,
  address,
  filter,
}: Asked & { token: string }): Promise<ProfilePage<SharedProfile> | null> {
  await countLook(address);
  const known = readToken(token);
  const [row] = known
    ? await askAsPublic<HeadRow & { isOver: boolean; until: string }>(
        `SELECT is_over AS "isOver", until::text AS until, ${HEAD} FROM shared_profile($1)`,
        [hashOf(known)],
        "shared_profile",
      )
    : [];
  if (known && row && !row.isOver) {
    const { isOver: _, until, ...head } = row;
    const badges = await badgesOf("shared_profile_badges", hashOf(known), filter);
    return { profile: { ...shown(head, badges), until }, only: badges.only };
  }
  await countTry("share:address", address);
  return row ? { profile: "over", only: null } : null;
}
