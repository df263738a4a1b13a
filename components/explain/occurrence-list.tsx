import { useTranslations } from "next-intl";
import { StandingPill } from "@/components/badges/standing-pill";
import { TextLink } from "@/components/ui/text-link";
import type { BadgeStanding } from "@/lib/badges/rules";

export type OccurrenceLine = Readonly<{
  key: string;
  href: string;
  /** Which time or period, written. */
  what: string;
  /** Written day. */
  when: string;
  /** Null for the one that is still open. */
  standing: BadgeStanding | null;
  /** Its explanation is the one that is shown. */
  isShown: boolean;
}>;

/** Every time the achievement was given, and the next; each leads to its own explanation. */
export function OccurrenceList({ occurrences }: { occurrences: readonly OccurrenceLine[] }) {
  const t = useTranslations("explain");
  return (
    <ul aria-label={t("occurrencesCaption")} className="divide-y divide-line">
      {occurrences.map((one) => (
        <li key={one.key} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2">
          {one.isShown ? (
            <span aria-current="page" className="font-semibold">
              {one.what} <span className="font-normal text-muted">({t("shownNow")})</span>
            </span>
          ) : (
            <TextLink href={one.href}>{one.what}</TextLink>
          )}
          <span className="text-muted text-sm">{one.when}</span>
          {one.standing ? <StandingPill standing={one.standing} /> : null}
        </li>
      ))}
    </ul>
  );
}
