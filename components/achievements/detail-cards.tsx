import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { TextLink } from "@/components/ui/text-link";
import type { AchievementDetails } from "@/lib/achievements/detail-queries";
import type { AchievementView } from "@/lib/achievements/queries";

type Props = Readonly<{
  details: AchievementDetails;
  achievement: Pick<AchievementView, "unmetPolicy" | "renewable" | "expireDate" | "expirePeriod">;
  /** Address of the list of achievements. */
  path: string;
}>;

type Item = Readonly<{ term: string; detail: ReactNode }>;

/** What an achievement says beside what it takes; what is not filled in is not spoken of. */
export function DetailCards({ details, achievement, path }: Props) {
  const t = useTranslations("builder");
  const { alignments, related } = details;
  return (
    <>
      <Card title={t("detail.title")}>
        <DescriptionList
          items={[...useAwarding(details, achievement), ...useMessage(details), ...useDescribing(details)]}
        />
      </Card>
      {alignments.length > 0 ? (
        <Card title={t("form.alignments")}>
          <ul className="space-y-3">
            {alignments.map((alignment) => (
              <li key={`${alignment.url} ${alignment.name}`} className="max-w-prose break-words">
                <TextLink href={alignment.url}>{alignment.name}</TextLink>
                {alignment.framework || alignment.code ? (
                  <p className="text-muted text-sm">
                    {[alignment.framework, alignment.code].filter(Boolean).join(" · ")}
                  </p>
                ) : null}
                {alignment.description ? (
                  <p className="whitespace-pre-line">{alignment.description}</p>
                ) : null}
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
      {related.length > 0 ? (
        <Card title={t("form.relatedSection")}>
          <ul className="space-y-1">
            {related.map(({ id, name }) => (
              <li key={id}>
                <TextLink href={`${path}/${id}`}>{name}</TextLink>
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </>
  );
}

function useAwarding(details: AchievementDetails, achievement: Props["achievement"]): Item[] {
  const t = useTranslations("builder");
  const own = useTranslations("achievements.form");
  const { course, paymentAmount: amount, paymentCurrency } = details;
  const ends = achievement.expireDate !== null || achievement.expirePeriod !== null;
  return [
    {
      term: t("form.audience"),
      detail: course ? t("detail.forCourse", { course: course.title }) : t("form.types.site"),
    },
    { term: t("form.unmet"), detail: own(`unmetPolicies.${achievement.unmetPolicy}`) },
    ...(amount === null
      ? []
      : [
          {
            term: t("form.paymentAmount"),
            detail: t("detail.payment", { amount, currency: paymentCurrency ?? "" }),
          },
        ]),
    ...(ends
      ? [
          {
            term: t("form.renewable"),
            detail: t(achievement.renewable ? "detail.renewable" : "detail.notRenewable"),
          },
        ]
      : []),
  ];
}

function useMessage({ message, messageSubject, notification }: AchievementDetails): Item[] {
  const t = useTranslations("builder");
  const own = (
    <>
      {messageSubject ? <p className="break-words font-semibold">{messageSubject}</p> : null}
      {message ? <p className="max-w-prose whitespace-pre-line break-words">{message}</p> : null}
    </>
  );
  return [
    { term: t("detail.message"), detail: message || messageSubject ? own : t("detail.standardMessage") },
    { term: t("form.notification"), detail: t(`form.notifications.${notification}`) },
  ];
}

function useDescribing(details: AchievementDetails): Item[] {
  const t = useTranslations("builder");
  const { language } = details;
  const key = `form.languages.${language}` as "form.languages.nb";
  const filled = (term: string, detail: ReactNode): Item[] => (detail ? [{ term, detail }] : []);
  return [
    ...filled(t("form.language"), language && (t.has(key) ? t(key) : language)),
    ...filled(t("form.version"), details.version),
    ...filled(t("form.tags"), details.tags.join(", ")),
    ...filled(t("form.imageCaption"), details.imageCaption),
    ...filled(
      t("detail.author"),
      <Person name={details.imageAuthorName} email={details.imageAuthorEmail} url={details.imageAuthorUrl} />,
    ).filter(() => details.imageAuthorName || details.imageAuthorEmail || details.imageAuthorUrl),
    ...filled(
      t("detail.issuer"),
      <Person name={details.issuerName} email={details.issuerContact} url={details.issuerUrl} />,
    ).filter(() => details.issuerName || details.issuerContact || details.issuerUrl),
  ];
}

type PersonProps = Readonly<{ name: string | null; email: string | null; url: string | null }>;

/** Somebody by name, with the ways to reach them. */
function Person({ name, email, url }: PersonProps) {
  const links = [url, email && `mailto:${email}`].filter((href) => href !== null);
  return (
    <span className="flex flex-wrap gap-x-3 break-words">
      {name}
      {links.map((href) => (
        <TextLink key={href} href={href}>
          {href.replace(/^mailto:/, "")}
        </TextLink>
      ))}
    </span>
  );
}
