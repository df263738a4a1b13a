import { useTranslations } from "next-intl";
import { classNames } from "@/components/ui/class-names";
import { DescriptionList } from "@/components/ui/description-list";
import { Icon } from "@/components/ui/icon";
import type { IconName } from "@/components/ui/icon-names";
import { Time } from "@/components/ui/time";
import type { CertificationStatus } from "@/lib/certifications/rules";
import type { PublicCertificate } from "@/lib/certifications/verify-queries";

type Props = {
  certificate: PublicCertificate;
  /** Days and the moment of the answer, written on the server. */
  written: { issued: string; expires: string | null; checked: string };
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

/** The state in a word and a sentence first; then what it is, who stands behind it, and the days. */
export function CertificateAnswer({ certificate, written }: Props) {
  const t = useTranslations("verify");
  const { icon, edge, ink } = LOOK[certificate.status];
  const values = { day: written.expires ?? "", organization: certificate.organization };
  const meaning =
    certificate.status === "active" && written.expires === null ? "activeForLife" : certificate.status;
  return (
    <article className="rounded-lg border border-line bg-surface shadow-raised">
      <div className={classNames("space-y-2 rounded-t-lg border-t-6 px-5 pt-6 pb-5 sm:px-8", edge)}>
        <p className="text-muted">{t("answer.number", { number: certificate.number })}</p>
        <h1 className={classNames("flex items-center gap-3 text-3xl", ink)}>
          <Icon as={icon} size={36} className="shrink-0" />
          {t(`status.${certificate.status}`)}
        </h1>
        <p className="max-w-prose text-lg">{t(`meaning.${meaning}`, values)}</p>
      </div>
      <div className="border-line border-t px-5 py-6 sm:px-8">
        <DescriptionList
          items={[
            { term: t("answer.type"), detail: <strong>{certificate.type}</strong> },
            { term: t("answer.organization"), detail: certificate.organization },
            { term: t("answer.issued"), detail: <Time iso={certificate.issuedOn} text={written.issued} /> },
            {
              term: t("answer.expires"),
              detail:
                certificate.expiresOn && written.expires ? (
                  <Time iso={certificate.expiresOn} text={written.expires} />
                ) : (
                  t("answer.never")
                ),
            },
          ]}
        />
      </div>
      <p className="rounded-b-lg border-line border-t bg-sunken px-5 py-3 text-muted text-sm sm:px-8">
        {t("answer.checked", { when: written.checked })}
      </p>
    </article>
  );
}
