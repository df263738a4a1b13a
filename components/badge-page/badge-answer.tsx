import { useTranslations } from "next-intl";
import type { ComponentProps, ReactNode } from "react";
import { EvidenceLink } from "@/components/badges/evidence-link";
import { EndorsementList } from "@/components/endorsements/endorsement-list";
import { Medallion } from "@/components/medallion/medallion";
import { classNames } from "@/components/ui/class-names";
import { DescriptionList } from "@/components/ui/description-list";
import { Icon } from "@/components/ui/icon";
import type { IconName } from "@/components/ui/icon-names";
import { Time } from "@/components/ui/time";
import type { BadgeStanding, ShownBadge } from "@/lib/badge-page/rules";

type Props = {
  badge: ShownBadge;
  /** Days, the occurrence and the moment of the answer, written on the server; what it takes, as a sentence. */
  written: {
    earned: string | null;
    expires: string | null;
    revoked: string | null;
    occurrence: string;
    checked: string;
    criteria: string;
    endorsements: ComponentProps<typeof EndorsementList>["endorsements"];
  };
  /** What can be done with it. */
  children?: ReactNode;
};

type Look = { icon: IconName; edge: string; ink: string };

const LOOK: Record<BadgeStanding, Look> = {
  awarded: { icon: "circle-check", edge: "border-t-success", ink: "text-success" },
  expired: { icon: "circle-x", edge: "border-t-danger", ink: "text-danger" },
  revoked: { icon: "ban", edge: "border-t-danger", ink: "text-danger" },
};

/** The badge and what it is worth now; what it stands for and takes; from whom, whose, when and with what evidence. */
export function BadgeAnswer({ badge, written, children }: Props) {
  const t = useTranslations("badgePage");
  const { definition, standing } = badge;
  const { icon, edge, ink } = LOOK[standing];
  const meaning = standing === "awarded" && written.expires === null ? "awardedForGood" : standing;
  const values = {
    day: written.expires ?? "",
    revoked: written.revoked ?? "",
    organization: badge.organizationName,
  };
  return (
    <article className="rounded-lg border border-line bg-surface shadow-raised print:shadow-none">
      <div
        className={classNames(
          "grid justify-items-center gap-4 rounded-t-lg border-t-6 px-5 pt-8 pb-6 text-center sm:px-8",
          edge,
        )}
      >
        <Medallion
          decorative
          icon={definition.icon ?? ""}
          category={definition.category}
          label={definition.name}
          size={168}
        />
        <h1 className="hyphens-auto text-3xl" lang={definition.language ?? undefined}>
          {definition.name}
        </h1>
        <div className="space-y-1">
          <p className={classNames("flex items-center justify-center gap-2 font-bold text-xl", ink)}>
            <Icon as={icon} size={24} className="shrink-0" />
            {t(`standing.${standing}`)}
          </p>
          <p className="max-w-prose">{t(`meaning.${meaning}`, values)}</p>
        </div>
      </div>
      <div className="space-y-6 border-line border-t px-5 py-6 sm:px-8">
        <Meaning badge={badge} criteria={written.criteria} />
        <Facts badge={badge} written={written} />
        <EndorsementList endorsements={written.endorsements} />
        <Author definition={definition} />
      </div>
      {children ? (
        <div className="space-y-4 border-line border-t px-5 py-6 sm:px-8 print:hidden">{children}</div>
      ) : null}
      <p className="rounded-b-lg border-line border-t bg-sunken px-5 py-3 text-muted text-sm sm:px-8">
        {t("checked", { when: written.checked })}
      </p>
    </article>
  );
}

function Meaning({ badge: { definition }, criteria }: { badge: ShownBadge; criteria: string }) {
  const t = useTranslations("badgePage");
  return (
    <>
      {definition.description ? (
        <section className="space-y-1">
          <h2 className="text-lg">{t("about")}</h2>
          <p className="max-w-prose whitespace-pre-line" lang={definition.language ?? undefined}>
            {definition.description}
          </p>
        </section>
      ) : null}
      <section className="space-y-1">
        <h2 className="text-lg">{t("criteria")}</h2>
        <p className="max-w-prose">{criteria}</p>
      </section>
    </>
  );
}

function Facts({ badge, written }: Pick<Props, "badge" | "written">) {
  const t = useTranslations("badgePage");
  const day = (iso: string | null, text: string | null) => iso && text && <Time iso={iso} text={text} />;
  const facts = [
    { term: t("holder"), detail: badge.holder && <strong>{badge.holder}</strong> },
    { term: t("issuer"), detail: <Issuer badge={badge} /> },
    { term: t("earned"), detail: day(badge.earnedOn, written.earned) },
    { term: t("occurrence"), detail: written.occurrence },
    {
      term: t(badge.standing === "revoked" ? "wouldExpire" : "expires"),
      detail: day(badge.expiresOn, written.expires),
    },
    { term: t("revoked"), detail: day(badge.revokedOn, written.revoked) },
    { term: t("reason"), detail: badge.reason },
    {
      term: t("evidence"),
      detail: (badge.evidenceNarrative || badge.evidenceUrl) && (
        <>
          {badge.evidenceNarrative ? (
            <p className="max-w-prose whitespace-pre-line">{badge.evidenceNarrative}</p>
          ) : null}
          {badge.evidenceUrl ? <EvidenceLink address={badge.evidenceUrl} /> : null}
        </>
      ),
    },
  ];
  return (
    <section className="space-y-2">
      <h2 className="text-lg">{t("facts")}</h2>
      <DescriptionList items={facts.filter(({ detail }) => detail)} />
    </section>
  );
}

/** Whoever the achievement names, and in any case the organisation that keeps it. */
function Issuer({ badge: { definition, organizationName } }: { badge: ShownBadge }) {
  const t = useTranslations("badgePage");
  const { issuerName, issuerUrl } = definition;
  const name = issuerName ?? organizationName;
  return (
    <>
      {issuerUrl ? (
        <a href={issuerUrl} rel="noopener noreferrer nofollow" className="text-link">
          {name}
        </a>
      ) : (
        name
      )}
      {issuerName && issuerName !== organizationName ? (
        <span className="block text-muted text-sm">{t("through", { organization: organizationName })}</span>
      ) : null}
    </>
  );
}

function Author({ definition }: Pick<ShownBadge, "definition">) {
  const t = useTranslations("badgePage");
  const { imageCaption, imageAuthorName, imageAuthorUrl } = definition;
  if (!imageCaption && !imageAuthorName) return null;
  return (
    <p className="text-muted text-sm">
      {imageCaption ? <span lang={definition.language ?? undefined}>{imageCaption} </span> : null}
      {imageAuthorName ? t("pictureBy") : null}{" "}
      {imageAuthorName && imageAuthorUrl ? (
        <a href={imageAuthorUrl} rel="noopener noreferrer nofollow" className="text-link">
          {imageAuthorName}
        </a>
      ) : (
        imageAuthorName
      )}
    </p>
  );
}
