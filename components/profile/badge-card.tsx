import { useTranslations } from "next-intl";
import { useId } from "react";
import { StandingPill } from "@/components/badges/standing-pill";
import { Medallion } from "@/components/medallion/medallion";
import { MedallionSheet, type Sheet } from "@/components/medallion/medallion-sheet";
import type { MedallionCategory } from "@/components/medallion/palette";
import { classNames } from "@/components/ui/class-names";
import { StatusPill } from "@/components/ui/status-pill";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import type { BadgeStatus } from "@/lib/badges/rules";

export type ShownBadge = Readonly<{
  id: string;
  name: string;
  category: MedallionCategory;
  icon: string;
  standing: BadgeStatus;
  isVisible: boolean;
  /** How many times it is held; this one is the newest. */
  times: number;
  earnedOn: Date | string;
  /** Written: the day, which time or period (empty for a badge earned once), and why. */
  earned: string;
  occurrence: string;
  reason: string | null;
  /** Its own page; null where it has none. */
  href: string | null;
  /** Where its holder says that something about it is wrong; null for everybody else. */
  report: string | null;
}>;

type CardProps = Readonly<{ badge: ShownBadge; level: 2 | 3; sheet: Sheet }>;

/** A badge somebody holds, below a heading of `level` - 1. */
function BadgeCard({ badge, level, sheet }: CardProps) {
  const t = useTranslations("profile");
  const Heading = level === 2 ? "h2" : "h3";
  const { standing, times } = badge;
  return (
    <li className="relative grid min-w-0 break-inside-avoid content-start justify-items-center gap-1 rounded-md text-center has-[a:hover]:bg-sunken max-sm:[&_svg]:size-22">
      <Medallion
        decorative
        icon={badge.icon}
        category={badge.category}
        label={badge.name}
        size={112}
        sheet={sheet}
      />
      <Heading className="mt-2 max-w-full hyphens-auto break-words font-bold text-base">
        {badge.href ? (
          <a href={badge.href} className="text-link after:absolute after:inset-0 after:rounded-md">
            {badge.name}
          </a>
        ) : (
          badge.name
        )}
      </Heading>
      {times > 1 ? <p className="font-semibold text-sm">{t("times", { count: times })}</p> : null}
      {badge.occurrence ? <p className="text-sm">{badge.occurrence}</p> : null}
      <p className="text-muted text-sm">
        {t(times > 1 ? "latest" : "earnedOn")} <Time iso={badge.earnedOn} text={badge.earned} />
      </p>
      {standing === "awarded" ? null : <StandingPill standing={standing} />}
      {badge.isVisible ? null : <StatusPill tone="info">{t("hidden")}</StatusPill>}
      {badge.reason ? (
        <p className="line-clamp-3 max-w-60 text-balance break-words text-sm italic">{badge.reason}</p>
      ) : null}
      {badge.report ? (
        // Above the link of the whole card.
        <p className="relative text-sm print:hidden">
          <TextLink href={badge.report}>
            {t("report")}
            <span className="sr-only">{`: ${[badge.name, badge.occurrence].filter(Boolean).join(", ")}`}</span>
          </TextLink>
        </p>
      ) : null}
    </li>
  );
}

/** A case of so few is as wide as they are; by their number, as columns that fill a line would not tell it how wide. */
const FEW: Readonly<Record<number, string>> = {
  1: "grid-cols-1 sm:w-fit sm:grid-cols-[minmax(0,12rem)]",
  2: "grid-cols-2 sm:w-fit sm:grid-cols-[repeat(2,minmax(0,12rem))]",
  3: "grid-cols-2 sm:w-fit sm:grid-cols-[repeat(3,minmax(0,12rem))]",
};
const MANY = "grid-cols-2 sm:grid-cols-[repeat(auto-fill,minmax(10.5rem,1fr))] sm:print:grid-cols-4";

/** Around sections with a case each: those that are narrow stand side by side. */
export const CASES = "flex flex-wrap items-start gap-x-6 gap-y-10";

/** How wide such a section is, with so many badges and nothing but these. */
export const caseWidth = (count: number) => (FEW[count] ? "max-w-full max-sm:w-full" : "w-full");

/** Badges side by side, as in a display case. */
export function BadgeCase({
  badges,
  label,
  level = 3,
}: {
  badges: readonly ShownBadge[];
  label: string;
  level?: 2 | 3;
}) {
  const sheet = useId();
  return (
    <>
      <MedallionSheet sheet={sheet} badges={badges} />
      <ul
        aria-label={label}
        className={classNames(
          "grid gap-x-4 gap-y-8 rounded-lg border border-line bg-surface px-3 py-6 shadow-raised sm:gap-x-6 sm:px-6 print:shadow-none",
          FEW[badges.length] ?? MANY,
        )}
      >
        {badges.map((badge) => (
          <BadgeCard key={badge.id} badge={badge} level={level} sheet={sheet} />
        ))}
      </ul>
    </>
  );
}
