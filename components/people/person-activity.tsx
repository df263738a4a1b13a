import { useTranslations } from "next-intl";
import { type ReactNode, useId } from "react";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import type { PersonFacts } from "@/lib/facts/person-queries";

type Props = {
  /** The organisation's own address. */
  home: string;
  /** What finds this person in the lists: the e-mail, the reference or else the name. */
  search: string;
  facts: PersonFacts;
  /** What `formats(timeZone)` gives. */
  written: Readonly<{
    number: (value: number) => string;
    shortDate: (value: Date | string) => string;
    minutes: (value: number) => string;
  }>;
};

/** What is recorded about a person: how much in all, the latest, and the way to the rest. */
export function PersonActivity({ home, search, facts, written }: Props) {
  const t = useTranslations("people.activity");
  const words = useTranslations("facts");
  const { activities, registrations, referrals } = facts;
  const q = new URLSearchParams({ q: search });
  const sum = (count: number) => written.number(count);
  return (
    <Card title={t("title")}>
      <div className="grid gap-x-8 gap-y-6 md:grid-cols-3">
        <Part
          title={t("activities")}
          sum={t("activitySum", { count: sum(activities.count), time: written.minutes(activities.minutes) })}
          all={
            activities.count > 0 ? (
              <TextLink href={`${home}/activity?${q}`}>{t("allActivities")}</TextLink>
            ) : null
          }
        >
          {activities.recent.map(({ id, kind, occurredAt, minutes }) => (
            <Line key={id} href={`${home}/activity/${id}`} what={kind}>
              {[written.shortDate(occurredAt), minutes && written.minutes(minutes)]}
            </Line>
          ))}
        </Part>
        <Part
          title={t("courses")}
          sum={t("courseSum", { count: sum(registrations.count), completed: sum(registrations.completed) })}
        >
          {registrations.recent.map(({ id, courseId, course, status, day }) => (
            <Line key={id} href={`${home}/courses/${courseId}/registrations/${id}`} what={course}>
              {[words(`registration.statuses.${status}`), day && written.shortDate(day)]}
            </Line>
          ))}
        </Part>
        <Part
          title={t("referrals")}
          sum={t("referralSum", { count: sum(referrals.count), completed: sum(referrals.completed) })}
          all={
            referrals.count > 0 ? (
              <TextLink href={`${home}/referrals?${q}`}>{t("allReferrals")}</TextLink>
            ) : null
          }
        >
          {referrals.recent.map(({ id, status, occurredAt }) => (
            <Line key={id} href={`${home}/referrals/${id}`} what={written.shortDate(occurredAt)}>
              {[words(`referral.statuses.${status}`)]}
            </Line>
          ))}
        </Part>
      </div>
    </Card>
  );
}

type PartProps = { title: string; sum: string; all?: ReactNode; children: readonly ReactNode[] };

function Part({ title, sum, all, children }: PartProps) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="space-y-2">
      <h3 id={id} className="text-base">
        {title}
      </h3>
      <p className="text-muted">{sum}</p>
      {children.length > 0 ? <ul className="space-y-1.5">{children}</ul> : null}
      {all ? <p>{all}</p> : null}
    </section>
  );
}

type LineProps = { href: string; what: string; children: readonly (string | number | null)[] };

function Line({ href, what, children }: LineProps) {
  return (
    <li>
      <TextLink href={href}>{what}</TextLink>
      <span className="block text-muted text-sm">{children.filter(Boolean).join(" · ")}</span>
    </li>
  );
}
