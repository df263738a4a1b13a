import { useTranslations } from "next-intl";
import { StandingPill } from "@/components/badges/standing-pill";
import { Medallion } from "@/components/medallion/medallion";
import type { MedallionCategory } from "@/components/medallion/palette";
import { Time } from "@/components/ui/time";
import type { BadgeStatus } from "@/lib/badges/rules";

export type ShownBadge = Readonly<{
  id: string;
  name: string;
  category: MedallionCategory;
  icon: string;
  standing: BadgeStatus;
  awardedAt: Date;
  /** Written: the date, which time or period (empty for a badge earned once), and why. */
  awarded: string;
  occurrence: string;
  reason: string | null;
}>;

/** Badges somebody holds, by category in its written order. */
export function BadgeCollection({ badges }: { badges: readonly ShownBadge[] }) {
  const t = useTranslations("common.category");
  const categories = [...new Set(badges.map(({ category }) => category))];
  return (
    <div className="space-y-6">
      {categories.map((category) => (
        <section key={category} aria-labelledby={`category-${category}`} className="space-y-3">
          <h3 id={`category-${category}`} className="text-lg">
            {t(category)}
          </h3>
          <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
            {badges
              .filter((badge) => badge.category === category)
              .map((badge) => (
                <BadgeCard key={badge.id} badge={badge} />
              ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function BadgeCard({ badge }: { badge: ShownBadge }) {
  const t = useTranslations("profile");
  return (
    <li className="grid content-start justify-items-center gap-1 rounded-lg border border-line bg-surface p-4 text-center">
      <Medallion icon={badge.icon} category={badge.category} label={badge.name} />
      {badge.occurrence ? <p className="text-sm">{badge.occurrence}</p> : null}
      <p className="text-muted text-sm">
        {t("earnedOn")} <Time iso={badge.awardedAt} text={badge.awarded} />
      </p>
      {badge.standing === "awarded" ? null : <StandingPill standing={badge.standing} />}
      {badge.reason ? <p className="max-w-prose text-sm">{badge.reason}</p> : null}
    </li>
  );
}
