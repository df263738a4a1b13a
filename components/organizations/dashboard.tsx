import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { TextLink } from "@/components/ui/text-link";
import type { CountKey } from "@/lib/organizations/dashboard-queries";

const PATH: Record<CountKey, string> = {
  people: "people?status=active",
  activities: "activity",
  achievements: "achievements",
  badges: "badges",
  certifications: "certifications",
  expiring: "certifications?status=expiring_soon",
};

type Props = {
  /** The organisation's own address. */
  home: string;
  counts: readonly { key: CountKey; value: string }[];
  mayAddPeople: boolean;
};

/** Numbers that lead to what they count. */
export function Dashboard({ home, counts, mayAddPeople }: Props) {
  const t = useTranslations("organizations.dashboard");
  const isNew = counts.every(({ key, value }) => value === (key === "people" ? "1" : "0"));
  return (
    <div className="space-y-6">
      {isNew ? (
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
      ) : null}
      <ul className="grid gap-3 sm:grid-cols-2 xl:grid-cols-3">
        {counts.map(({ key, value }) => (
          <li key={key} className="rounded-lg border border-line bg-surface p-4">
            <p className="font-semibold text-3xl tabular-nums">{value}</p>
            <TextLink href={`${home}/${PATH[key]}`}>{t(`count.${key}`)}</TextLink>
          </li>
        ))}
      </ul>
    </div>
  );
}
