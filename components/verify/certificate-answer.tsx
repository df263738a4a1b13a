import { useTranslations } from "next-intl";
import { WithNumbers } from "@/components/certifications/with-numbers";
import { classNames } from "@/components/ui/class-names";
import { DescriptionList } from "@/components/ui/description-list";
import { Icon } from "@/components/ui/icon";
import type { IconName } from "@/components/ui/icon-names";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import type { CertificationStatus } from "@/lib/certifications/rules";
import type { OpenedRecord, PublicCertificate } from "@/lib/certifications/verify-rules";

type Props = {
  certificate: PublicCertificate;
  /** Days and the moment of the answer, written on the server. */
  written: { issued: string; expires: string | null; revoked: string | null; checked: string };
};

type Look = { icon: IconName; edge: string; ink: string };

const WORTH_IT: Look = { icon: "circle-check", edge: "border-t-success", ink: "text-success" };
const LOOK: Record<CertificationStatus, Look> = {
  active: WORTH_IT,
  expiring_soon: { icon: "circle-alert", edge: "border-t-warning", ink: "text-warning" },
  expired: { icon: "circle-x", edge: "border-t-danger", ink: "text-danger" },
  revoked: { icon: "ban", edge: "border-t-danger", ink: "text-danger" },
  superseded: { icon: "replace", edge: "border-t-info", ink: "text-info" },
};

/** The state in a word and a sentence first; then whose it is, what it is, who stands behind it, and the days. */
export function CertificateAnswer({ certificate, written }: Props) {
  const t = useTranslations("verify");
  const { opened, newer } = certificate;
  const { icon, edge, ink } = LOOK[certificate.status];
  const values = {
    day: written.expires ?? "",
    revoked: written.revoked ?? "",
    organization: certificate.organization,
  };
  const meaning =
    certificate.status === "active" && written.expires === null ? "activeForLife" : certificate.status;
  return (
    <article className="rounded-lg border border-line bg-surface shadow-raised">
      <div className={classNames("space-y-2 rounded-t-lg border-t-6 px-5 pt-6 pb-5 sm:px-8", edge)}>
        <p className="text-muted">
          <WithNumbers>{t("answer.number", { number: certificate.number })}</WithNumbers>
        </p>
        <h1 className={classNames("flex items-center gap-3 text-3xl", ink)}>
          <Icon as={icon} size={36} className="shrink-0" />
          {t(`status.${certificate.status}`)}
        </h1>
        <p className="max-w-prose text-lg">{t(`meaning.${meaning}`, values)}</p>
        {newer ? <Newer standing={newer} number={opened?.newerNumber ?? null} /> : null}
      </div>
      <div className="border-line border-t px-5 py-6 sm:px-8">
        <Facts certificate={certificate} written={written} />
      </div>
      <div className="space-y-1 rounded-b-lg border-line border-t bg-sunken px-5 py-3 text-muted text-sm sm:px-8">
        <p>{t("answer.checked", { when: written.checked })}</p>
        <p>{opened ? t("answer.openedBy", { by: opened.by }) : t("privacy")}</p>
      </div>
    </article>
  );
}

function Facts({ certificate, written }: Props) {
  const t = useTranslations("verify.answer");
  const { opened, expiresOn, revokedOn } = certificate;
  const day = (iso: string | null, text: string | null) => iso && text && <Time iso={iso} text={text} />;
  const isOver = certificate.status === "revoked" || certificate.status === "superseded";
  const facts = [
    { term: t("holder"), detail: opened && <Holder {...opened} /> },
    { term: t("type"), detail: <strong>{certificate.type}</strong> },
    {
      term: t("description"),
      detail: opened?.description && <p className="whitespace-pre-line">{opened.description}</p>,
    },
    { term: t("organization"), detail: certificate.organization },
    { term: t("issued"), detail: day(certificate.issuedOn, written.issued) },
    { term: t(isOver ? "wouldExpire" : "expires"), detail: day(expiresOn, written.expires) ?? t("never") },
    { term: t("revoked"), detail: day(revokedOn, written.revoked) },
  ];
  return <DescriptionList items={facts.filter(({ detail }) => detail)} />;
}

function Newer({ standing, number }: { standing: CertificationStatus; number: string | null }) {
  const t = useTranslations("verify");
  return (
    <p className="max-w-prose text-lg">
      {t(`newer.${standing}`)}{" "}
      {number ? (
        <TextLink href={`/verify/${number}`}>
          <WithNumbers>{t("newer.see", { number })}</WithNumbers>
        </TextLink>
      ) : (
        t("newer.ask")
      )}
    </p>
  );
}

function Holder({ holder }: OpenedRecord) {
  const t = useTranslations("verify.answer");
  return holder === null ? t("erased") : <strong>{holder}</strong>;
}
