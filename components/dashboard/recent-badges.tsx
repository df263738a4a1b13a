import { useTranslations } from "next-intl";
import { Medallion } from "@/components/medallion/medallion";
import type { MedallionCategory } from "@/components/medallion/palette";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";

export type RecentBadge = Readonly<{
  id: string;
  person: string;
  achievement: string;
  category: MedallionCategory;
  icon: string;
  awardedAt: Date;
  /** Written. */
  awarded: string;
}>;

/** Who was given what lately. */
export function RecentBadges({ path, badges }: { path: string; badges: readonly RecentBadge[] }) {
  const t = useTranslations("organizations.dashboard");
  return (
    <Card title={t("recent")}>
      {badges.length === 0 ? (
        <p className="text-muted">{t("noRecent")}</p>
      ) : (
        <ul className="divide-y divide-line">
          {badges.map((badge) => (
            <li key={badge.id} className="flex items-center gap-3 py-2">
              <Medallion
                decorative
                icon={badge.icon}
                category={badge.category}
                label={badge.achievement}
                size={40}
              />
              <div className="flex min-w-0 flex-1 flex-wrap items-baseline gap-x-3">
                <p className="flex-1 basis-56">
                  <TextLink href={`${path}/${badge.id}`} className="font-semibold">
                    {badge.person}
                  </TextLink>
                  <span className="block text-muted text-sm">{badge.achievement}</span>
                </p>
                <p className="text-muted text-sm">
                  <Time iso={badge.awardedAt} text={badge.awarded} />
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
      <p>
        <TextLink href={path}>{t("allBadges")}</TextLink>
      </p>
    </Card>
  );
}
