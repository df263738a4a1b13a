import { useTranslations } from "next-intl";
import { BadgeCase, caseWidth, type ShownBadge } from "@/components/profile/badge-card";
import { type LockedBadge, LockedBadges } from "@/components/profile/locked-badges";
import { classNames } from "@/components/ui/class-names";
import { TextLink } from "@/components/ui/text-link";

export type ShownCategory = Readonly<{
  category: string;
  title: string;
  /** In all: different badges, also those that are not shown here. */
  total: number;
  /** How much there is, written. */
  summary: string;
  badges: readonly ShownBadge[];
  locked: readonly LockedBadge[];
  /** To all of them, where not all are shown. */
  all: string | null;
}>;

/** One category of a collection: what is earned, the newest first, and after it what can be. */
export function CategorySection({ shown }: { shown: ShownCategory }) {
  const t = useTranslations("profile");
  const id = `category-${shown.category}`;
  return (
    <section
      aria-labelledby={id}
      className={classNames("space-y-4", shown.locked.length > 0 ? "w-full" : caseWidth(shown.badges.length))}
    >
      <div>
        <h2 id={id} className="text-xl">
          {shown.title}
        </h2>
        <p className="text-muted">{shown.summary}</p>
      </div>
      {shown.badges.length > 0 ? <BadgeCase badges={shown.badges} label={t("earned")} /> : null}
      {shown.all ? (
        <p className="print:hidden">
          <TextLink href={shown.all}>{t("showAll", { count: shown.total, category: shown.title })}</TextLink>
        </p>
      ) : null}
      {shown.locked.length > 0 ? <LockedBadges badges={shown.locked} /> : null}
    </section>
  );
}
