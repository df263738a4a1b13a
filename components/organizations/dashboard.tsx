import { useTranslations } from "next-intl";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { TextLink } from "@/components/ui/text-link";
import type { CountKey } from "@/lib/organizations/dashboard-queries";

const PATH: Record<CountKey, string> = {
  approvals: "badges/approvals",
  people: "people?status=active",
  activities: "activity",
  achievements: "achievements",
  badges: "badges",
  certifications: "certifications",
  expiring: "certifications?status=expiring_soon",
};

type Count = Readonly<{ key: CountKey; value: string }>;

type Props = {
  /** The organisation's own address. */
  home: string;
  counts: readonly Count[];
  mayAddPeople: boolean;
};

/** Numbers that lead to what they count; for a new organisation first what to do. */
export function Dashboard({ home, counts, mayAddPeople }: Props) {
  const isNew = counts.every(({ key, value }) => value === (key === "people" ? "1" : "0"));
  return (
    <>
      {isNew ? <FirstSteps home={home} mayAddPeople={mayAddPeople} /> : null}
      <ul className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {counts.map((count) => (
          <Tile key={count.key} home={home} count={count} />
        ))}
      </ul>
    </>
  );
}

/** The whole tile is the link, for those who aim badly. */
function Tile({ home, count }: { home: string; count: Count }) {
  const t = useTranslations("organizations.dashboard.count");
  return (
    <li className="relative rounded-lg border border-line bg-surface px-4 py-3 hover:border-control">
      <p className="font-bold text-2xl tabular-nums">{count.value}</p>
      <TextLink href={`${home}/${PATH[count.key]}`} className="after:absolute after:inset-0">
        {t(count.key)}
      </TextLink>
    </li>
  );
}

function FirstSteps({ home, mayAddPeople }: Omit<Props, "counts">) {
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
