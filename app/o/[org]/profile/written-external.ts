import type { WrittenExternalBadge } from "@/components/collection/external-badges";
import type { ExternalBadge } from "@/lib/collection/queries";
import type { formats } from "@/lib/i18n/formats";

/** Badges from elsewhere with their dates written. */
export const writtenExternal = (
  badges: readonly ExternalBadge[],
  f: Awaited<ReturnType<typeof formats>>,
): WrittenExternalBadge[] =>
  badges.map(({ issuedAt, checkedAt, ...badge }) => ({
    ...badge,
    issued: issuedAt && f.shortDate(issuedAt),
    checked: checkedAt && f.shortDate(checkedAt),
  }));
