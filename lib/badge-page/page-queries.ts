import { countLook, countTry } from "@/lib/auth/rate-limit";
import {
  type PublicBadge,
  readHash,
  readToken,
  type SharedBadge,
  type ShownBadge,
} from "@/lib/badge-page/rules";
import { hashOf } from "@/lib/badge-page/token";
import { askAsPublic } from "@/lib/database/public";

const SHOWN = `public_hash AS "publicHash", standing, definition, "names", organization_name AS "organizationName",
  organization_slug AS "organizationSlug", time_zone AS "timeZone", earned_on::text AS "earnedOn", awarded_on::text AS "awardedOn",
  expires_on::text AS "expiresOn", revoked_on::text AS "revokedOn", occurrence, holder_name AS holder, reason,
  evidence_url AS "evidenceUrl", evidence_narrative AS "evidenceNarrative"`;

type Asked = Readonly<{
  hash: string;
  /** Who the session says is asking; null for somebody who is not signed in. */
  viewer: string | null;
  /** Where the question comes from on the net. */
  address: string;
}>;

/**
 * The page of a badge as it stands at this moment, or null where there is none to see: an unknown one, one its holder
 * has hidden or declined, one of somebody whose profile is closed to the viewer, one that still waits or was turned
 * down. The holder sees their own in any case. Which of these it is, nobody learns. The database decides (`public_badge`).
 *
 * Counts a look for the address on the net, as verification does, and throws `rate_limited` when there were too many.
 */
export async function publicBadge({ hash, viewer, address }: Asked): Promise<PublicBadge | null> {
  await countLook(address);
  const known = readHash(hash);
  if (!known) return null;
  const [row] = await askAsPublic<PublicBadge>(
    `SELECT audience, ${SHOWN} FROM public_badge($1, $2)`,
    [known, viewer],
    "public_badge",
  );
  return row ?? null;
}

type LinkRow = ShownBadge & { isOver: boolean; until: string };

/**
 * What a link of a badge's holder shows, whether or not the badge has a page: the badge, and of the rest what the holder
 * has chosen. `over` when the link has expired or was withdrawn, or there is nothing to show any more; null when there
 * never was one, or it went with its person.
 *
 * Counts a look for the address on the net and, when the link is not good, a try. Throws `rate_limited`.
 */
export async function sharedBadge({
  token,
  address,
}: {
  token: string;
  address: string;
}): Promise<SharedBadge | null> {
  await countLook(address);
  const known = readToken(token);
  const [row] = known
    ? await askAsPublic<LinkRow>(
        `SELECT is_over AS "isOver", until::text AS until, ${SHOWN} FROM shared_badge($1)`,
        [hashOf(known)],
        "shared_badge",
      )
    : [];
  if (row && !row.isOver) {
    const { isOver: _, until, ...badge } = row;
    return { badge, until };
  }
  await countTry("share:address", address);
  return row ? "over" : null;
}
