import { useTranslations } from "next-intl";
import { WithNumbers } from "@/components/certifications/with-numbers";
import { Medallion } from "@/components/medallion/medallion";
import { DownloadLink } from "@/components/ui/download-link";
import { type PillTone, StatusPill } from "@/components/ui/status-pill";
import { TextLink } from "@/components/ui/text-link";

export type ShownCertificate = Readonly<{
  id: string;
  certificateNumber: string;
  type: string;
  standing: "active" | "expiring_soon" | "expired" | "revoked" | "superseded";
  /** Written days; without an end, null. */
  issued: string;
  expires: string | null;
  revocationReason: string | null;
  /** The one that follows it. */
  renewedBy: Readonly<{ certificateNumber: string }> | null;
}>;

const TONE: Record<ShownCertificate["standing"], PillTone> = {
  active: "success",
  expiring_soon: "warning",
  expired: "neutral",
  revoked: "danger",
  superseded: "neutral",
};

const HOLDS = new Set<ShownCertificate["standing"]>(["active", "expiring_soon"]);

type Props = {
  certificates: readonly ShownCertificate[];
  /** Where the holder reports a mistake in one, up to its id; left out on other people's pages. */
  report?: string | undefined;
  /** Below which the holder has each as a PDF; left out on other people's pages. */
  files?: string | undefined;
};

export function CertificateList({ certificates, files, report }: Props) {
  return (
    <ul className="grid gap-4 md:grid-cols-2">
      {certificates.map((one) => (
        <Certificate
          key={one.id}
          certificate={one}
          file={files && `${files}/${one.id}/pdf`}
          report={report && `${report}${one.id}`}
        />
      ))}
    </ul>
  );
}

/** A small diploma: the double edge of a printed one, and the number by which anybody can check it. */
function Certificate({
  certificate: one,
  file,
  report,
}: {
  certificate: ShownCertificate;
  file: string | undefined;
  report: string | undefined;
}) {
  const t = useTranslations("profile.certificates");
  const pdf = useTranslations("certificatePdf");
  return (
    <li className="rounded-lg border border-line bg-surface p-1.5 shadow-raised">
      <div className="flex h-full gap-4 rounded-md border border-line p-4 sm:p-5">
        <Medallion
          decorative
          icon="certificate"
          category="certification"
          locked={!HOLDS.has(one.standing)}
          size={64}
        />
        <div className="min-w-0 space-y-1">
          <h3 className="font-bold text-lg leading-snug">{one.type}</h3>
          <p>
            <StatusPill tone={TONE[one.standing]}>{t(`standing.${one.standing}`)}</StatusPill>
          </p>
          <p className="text-muted text-sm">
            {one.expires
              ? t("dates", { issued: one.issued, expires: one.expires })
              : t("datesForGood", { issued: one.issued })}
          </p>
          {one.standing === "revoked" && one.revocationReason ? (
            <p className="text-sm">{t("revokedBecause", { reason: one.revocationReason })}</p>
          ) : null}
          {one.renewedBy ? (
            <p className="text-sm">
              <WithNumbers>{t("replacedBy", { number: one.renewedBy.certificateNumber })}</WithNumbers>
            </p>
          ) : null}
          <p className="text-sm">
            <TextLink href={`/verify/${one.certificateNumber}`} className="tabular-nums">
              <WithNumbers>{one.certificateNumber}</WithNumbers>
            </TextLink>
          </p>
          {file ? (
            <p className="flex flex-wrap gap-x-4 text-sm">
              <DownloadLink href={`${file}?download=1`} aria-label={`${pdf("certificate")}: ${one.type}`}>
                {pdf("certificate")}
              </DownloadLink>
              <DownloadLink
                href={`${file}?format=card&download=1`}
                aria-label={`${pdf("card")}: ${one.type}`}
              >
                {pdf("card")}
              </DownloadLink>
            </p>
          ) : null}
          {report ? (
            <p className="text-sm print:hidden">
              <TextLink href={report} aria-label={`${t("report")}: ${one.type}`}>
                {t("report")}
              </TextLink>
            </p>
          ) : null}
        </div>
      </div>
    </li>
  );
}
