import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { sentences } from "@/app/o/[org]/achievements/sentence";
import { BadgeAnswer } from "@/components/badge-page/badge-answer";
import { occurrenceText } from "@/components/badges/occurrence";
import type { ShownBadge } from "@/lib/badge-page/rules";
import { badgeEndorsements } from "@/lib/endorsements/queries";
import { formats } from "@/lib/i18n/formats";

/** A badge with its days and its criteria written in the reader's language. */
export async function WrittenBadge({ badge, children }: { badge: ShownBadge; children?: ReactNode }) {
  const f = await formats(badge.timeZone);
  const day = (value: string | null) => value && f.date(value);
  const { course, certification, badge: achievement } = badge.names;
  const sentence = await sentences(badge.timeZone, {
    ...(course && { course }),
    ...(certification && { certification }),
    ...(achievement && { badge: achievement }),
  });
  return (
    <BadgeAnswer
      badge={badge}
      written={{
        earned: day(badge.earnedOn),
        expires: day(badge.expiresOn),
        revoked: day(badge.revokedOn),
        occurrence: badge.occurrence
          ? occurrenceText(await getTranslations("badges"), f.month, badge.occurrence)
          : "",
        checked: f.dateTime(new Date()),
        criteria: sentence(badge.definition),
        endorsements: (await badgeEndorsements(badge.publicHash)).map((one) => ({
          ...one,
          day: f.date(one.givenOn),
        })),
      }}
    >
      {children}
    </BadgeAnswer>
  );
}
