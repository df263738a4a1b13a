import { useTranslations } from "next-intl";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";

export type ShownTime = Readonly<{
  id: string;
  href: string;
  /** Which time or period, written; empty where the day says all. */
  what: string;
  iso: string;
  day: string;
  /** It is the one whose page this is. */
  isShown: boolean;
}>;

/** The times somebody earned the same, each with its own page. */
export function BadgeTimes({
  times,
  total,
  all,
}: {
  times: readonly ShownTime[];
  total: number;
  all: string;
}) {
  const t = useTranslations("badgePage.own");
  return (
    <>
      <ul aria-label={t("timesList")} className="divide-y divide-line">
        {times.map((one) => (
          <li key={one.id} className="flex flex-wrap items-baseline gap-x-4 gap-y-1 py-2">
            {one.isShown ? (
              <span aria-current="page" className="font-semibold">
                {one.what || one.day} <span className="font-normal text-muted">({t("shownNow")})</span>
              </span>
            ) : (
              <TextLink href={one.href}>{one.what || one.day}</TextLink>
            )}
            {one.what ? (
              <span className="text-muted text-sm">
                <Time iso={one.iso} text={one.day} />
              </span>
            ) : null}
          </li>
        ))}
      </ul>
      {total > times.length ? (
        <p>
          <TextLink href={all}>{t("showAllTimes", { count: total })}</TextLink>
        </p>
      ) : null}
    </>
  );
}
