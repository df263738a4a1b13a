import { useTranslations } from "next-intl";
import type { WrittenDay } from "@/components/certifications/expiry-calendar";
import { TextLink } from "@/components/ui/text-link";

/** The days of a month on which something ends, one below the other: where there is no room for a calendar. */
export function ExpiryDays({
  path,
  label,
  days,
}: {
  path: string;
  label: string;
  days: readonly WrittenDay[];
}) {
  const t = useTranslations("certificateCalendar");
  return (
    <div className="md:hidden">
      <p className="pb-2 text-muted">{label}</p>
      <ol className="divide-y divide-line rounded-md border border-line bg-surface empty:hidden">
        {days.map(({ day, written, href, count, first }) => (
          <li key={day} className="space-y-1 p-3">
            <p className="font-semibold">
              <time dateTime={day}>{written}</time>
            </p>
            <p>
              <TextLink href={href}>
                {t("count", { count })}
                <span className="sr-only"> {t("onDay", { day: written })}</span>
              </TextLink>
            </p>
            <ul className="text-sm leading-7">
              {first.map(({ id, person }) => (
                <li key={id}>
                  <TextLink href={`${path}/${id}`}>{person}</TextLink>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </div>
  );
}
