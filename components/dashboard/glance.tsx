import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { TextLink } from "@/components/ui/text-link";
import type { NowFigures } from "@/lib/dashboard/figures";

type CountKey = keyof NowFigures;

const PATH: Readonly<Record<CountKey, string>> = {
  people: "people?status=active",
  activities: "activity",
  achievements: "achievements",
  badges: "badges",
  certifications: "certifications",
};

type Props = {
  /** The organisation's own address. */
  home: string;
  /** Each with its number, written. */
  counts: readonly Readonly<{ key: CountKey; value: string }>[];
};

/** Numbers that lead to what they count. */
export function Glance({ home, counts }: Props) {
  const t = useTranslations("organizations.dashboard.count");
  const words = useTranslations("dashboard");
  return (
    <section aria-labelledby="glance" className="space-y-3">
      <h2 id="glance" className="text-xl">
        {words("glance")}
      </h2>
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-5">
        {counts.map(({ key, value }) => (
          // The whole tile is the link, for those who aim badly.
          <li
            key={key}
            className="relative rounded-lg border border-line bg-surface px-4 py-3 hover:border-control"
          >
            <p className="font-bold text-2xl tabular-nums">{value}</p>
            <TextLink href={`${home}/${PATH[key]}`} className="after:absolute after:inset-0">
              {t(key)}
            </TextLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What to do first in a new organisation. */
export function FirstSteps({ home, mayAddPeople }: { home: string; mayAddPeople: boolean }) {
  const t = useTranslations("organizations.dashboard");
  return (
    <EmptyState
      title={t("newTitle")}
      actions={
        <>
          {mayAddPeople ? (
            <LinkButton variant="primary" href={`${home}/people/new`}>
              {t("addPerson")}
            </LinkButton>
          ) : null}
          <LinkButton href={`${home}/imports`}>{t("import")}</LinkButton>
          <LinkButton href={`${home}/achievements`}>{t("seeAchievements")}</LinkButton>
        </>
      }
    >
      {t("newBody")}
    </EmptyState>
  );
}
