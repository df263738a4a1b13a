import { useTranslations } from "next-intl";
import { Medallion } from "@/components/medallion/medallion";
import type { MedallionCategory } from "@/components/medallion/palette";
import { TextLink } from "@/components/ui/text-link";

export type ShownRule = Readonly<{
  path: string;
  /** What is asked for, as a phrase. */
  label: string;
  /** Written: "3 av 10, 7 igjen". */
  text: string;
}>;

export type LockedBadge = Readonly<{
  id: string;
  name: string;
  description: string;
  category: MedallionCategory;
  icon: string;
  share: number;
  rules: readonly ShownRule[];
  /** Where it is explained, for those who may see that. */
  why: string | null;
}>;

/** Badges that can still be earned, and how much is left of each. The ring says nothing that the words do not. */
export function LockedBadges({ badges }: { badges: readonly LockedBadge[] }) {
  const t = useTranslations("profile");
  return (
    <ul
      aria-label={t("locked")}
      className="grid gap-4 *:flex *:min-w-0 *:gap-4 *:rounded-lg *:border *:border-line *:bg-surface *:p-4 md:grid-cols-2 print:hidden sm:*:gap-5 sm:*:p-5"
    >
      {badges.map((badge) => (
        <LockedCard key={badge.id} badge={badge} />
      ))}
    </ul>
  );
}

const HUNDREDTHS = 100;

function LockedCard({ badge }: { badge: LockedBadge }) {
  const t = useTranslations("profile");
  const progress = { have: Math.round(badge.share * HUNDREDTHS), need: HUNDREDTHS };
  return (
    <li>
      <Medallion
        decorative
        locked
        icon={badge.icon}
        category={badge.category}
        label={badge.name}
        progress={progress}
        size={76}
      />
      <div className="min-w-0 flex-1 space-y-2">
        <h3 className="hyphens-auto break-words font-bold text-base">
          {badge.name}
          {/* The same badge may stand among the earned ones, for those who go from heading to heading. */}
          <span className="sr-only">{` (${t("locked")})`}</span>
        </h3>
        <p className="break-words text-muted text-sm">{badge.description}</p>
        {badge.rules.length === 0 ? <p className="text-sm">{t("byHand")}</p> : null}
        {badge.rules.map((rule) => (
          <p key={rule.path} className="text-sm">
            {rule.label}: <span className="whitespace-nowrap font-semibold">{rule.text}</span>
          </p>
        ))}
        {badge.why ? (
          <p className="text-sm">
            <TextLink href={badge.why} aria-label={t("whatIsLeftOf", { achievement: badge.name })}>
              {t("whatIsLeft")}
            </TextLink>
          </p>
        ) : null}
      </div>
    </li>
  );
}
