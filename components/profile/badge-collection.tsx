import { useTranslations } from "next-intl";
import { StandingPill } from "@/components/badges/standing-pill";
import { Medallion } from "@/components/medallion/medallion";
import type { MedallionCategory } from "@/components/medallion/palette";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import type { BadgeStatus } from "@/lib/badges/rules";

export type ShownBadge = Readonly<{
  id: string;
  name: string;
  category: MedallionCategory;
  icon: string;
  standing: BadgeStatus;
  earnedOn: Date | string;
  /** Written: the day, which time or period (empty for a badge earned once), and why. */
  earned: string;
  occurrence: string;
  reason: string | null;
  /** Where it is explained, for those who may see that. */
  why: string | null;
  /** Where its holder shares it; null for everybody else. */
  own: string | null;
}>;

/** Badges somebody holds, as in a display case. */
export function BadgeCollection({ badges }: { badges: readonly ShownBadge[] }) {
  return (
    <ul className="grid grid-cols-2 gap-x-4 gap-y-8 rounded-lg border border-line bg-surface px-3 py-8 shadow-raised sm:grid-cols-[repeat(auto-fill,minmax(10.5rem,1fr))] sm:gap-x-6 sm:gap-y-10 sm:px-8 sm:py-10">
      {badges.map((badge) => (
        <Badge key={badge.id} badge={badge} />
      ))}
    </ul>
  );
}

function Badge({ badge }: { badge: ShownBadge }) {
  const t = useTranslations("profile");
  const explain = useTranslations("explain");
  const page = useTranslations("badgePage.own");
  return (
    <li className="grid min-w-0 content-start justify-items-center gap-1 text-center max-sm:[&_svg]:size-22">
      <Medallion decorative icon={badge.icon} category={badge.category} label={badge.name} size={112} />
      <h3 className="mt-2 max-w-full hyphens-auto font-bold text-base">{badge.name}</h3>
      {badge.occurrence ? <p className="font-semibold text-sm">{badge.occurrence}</p> : null}
      <p className="text-muted text-sm">
        {t("earnedOn")} <Time iso={badge.earnedOn} text={badge.earned} />
      </p>
      {badge.standing === "awarded" ? null : <StandingPill standing={badge.standing} />}
      {badge.reason ? <p className="max-w-60 text-balance text-sm italic">{badge.reason}</p> : null}
      {badge.why ? (
        <p className="text-sm">
          <TextLink href={badge.why} aria-label={explain("linkFor", { achievement: badge.name })}>
            {explain("link")}
          </TextLink>
        </p>
      ) : null}
      {badge.own ? (
        <p className="text-sm">
          <TextLink href={badge.own} aria-label={page("openFor", { name: badge.name })}>
            {page("openLink")}
          </TextLink>
        </p>
      ) : null}
    </li>
  );
}
