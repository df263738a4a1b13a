import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";
import { DescriptionList } from "@/components/ui/description-list";
import { Icon } from "@/components/ui/icon";
import type { IconName } from "@/components/ui/icon-names";
import { Time } from "@/components/ui/time";
import { BadgeChecks } from "@/components/verify/badge-checks";
import type { BadgeSummary, CheckResult } from "@/lib/credential-check/rules";

type Props = {
  result: CheckResult;
  /** Days and the moment of the answer, written on the server. */
  written: { issued: string | null; expires: string | null; checked: string };
};

const LOOK: Record<CheckResult["outcome"], { icon: IconName; edge: string; ink: string }> = {
  valid: { icon: "circle-check", edge: "border-t-success", ink: "text-success" },
  invalid: { icon: "circle-x", edge: "border-t-danger", ink: "text-danger" },
  undecided: { icon: "circle-alert", edge: "border-t-warning", ink: "text-warning" },
};

/** The verdict in a word and a sentence first; then what the badge says of itself, and each check with its reason. */
export function BadgeAnswer({ result, written }: Props) {
  const t = useTranslations("badgeCheck");
  const { outcome, badge, checks } = result;
  // Anybody may make a key and write any name beside it.
  const isNameless = outcome === "valid" && checks.some(({ code }) => code === "key_itself");
  const { icon, edge, ink } = LOOK[isNameless ? "undecided" : outcome];
  return (
    <article className="rounded-lg border border-line bg-surface shadow-raised">
      <div className={classNames("space-y-2 rounded-t-lg border-t-6 px-5 pt-6 pb-5 sm:px-8", edge)}>
        <p className="text-muted">{t("eyebrow")}</p>
        <h1 className={classNames("flex items-center gap-3 text-3xl", ink)}>
          <Icon as={icon} size={36} className="shrink-0" />
          {t(`outcome.${outcome}`)}
        </h1>
        <p className="max-w-prose text-lg">{t(`meaning.${isNameless ? "nameless" : outcome}`)}</p>
      </div>
      {badge ? (
        <div className="space-y-4 border-line border-t px-5 py-6 sm:px-8">
          {outcome === "valid" && !isNameless ? null : (
            <p className="max-w-prose font-semibold">{t("unproven")}</p>
          )}
          <Facts badge={badge} kind={result.kind} written={written} />
        </div>
      ) : null}
      <div className="border-line border-t px-5 py-6 sm:px-8">
        <BadgeChecks checks={checks} />
      </div>
      <p className="rounded-b-lg border-line border-t bg-sunken px-5 py-3 text-muted text-sm sm:px-8">
        {t("checked", { when: written.checked })}
      </p>
    </article>
  );
}

type FactsProps = Pick<Props, "written"> & { badge: BadgeSummary; kind: CheckResult["kind"] };

function Facts({ badge, kind, written }: FactsProps) {
  const t = useTranslations("badgeCheck");
  const { issuer, holder, issuedOn, expiresOn } = badge;
  const day = (iso: string | null, text: string | null) => iso && text && <Time iso={iso} text={text} />;
  const facts = [
    { term: t("facts.name"), detail: badge.name && <strong>{badge.name}</strong> },
    { term: t("facts.issuer"), detail: (issuer.name || issuer.id) && <Issuer {...issuer} /> },
    { term: t("facts.holder"), detail: holder.name },
    { term: t("facts.belongs"), detail: holder.belongs && <strong>{t(`belongs.${holder.belongs}`)}</strong> },
    { term: t("facts.description"), detail: badge.description },
    { term: t("facts.criteria"), detail: badge.criteria },
    { term: t("facts.issued"), detail: day(issuedOn, written.issued) },
    { term: t("facts.expires"), detail: day(expiresOn, written.expires) || (issuedOn && t("facts.never")) },
    { term: t("facts.kind"), detail: t(`kinds.${kind}`) },
  ];
  return (
    <div className="wrap-anywhere">
      <DescriptionList items={facts.filter(({ detail }) => detail)} />
    </div>
  );
}

/** The name is what anybody may write; the address is what the checks are about. */
function Issuer({ name, id }: BadgeSummary["issuer"]) {
  return (
    <>
      {name ? <strong className="block">{name}</strong> : null}
      {id ? <span className="text-muted text-sm">{id}</span> : null}
    </>
  );
}
