import { useTranslations } from "next-intl";
import { type PillTone, StatusPill } from "@/components/ui/status-pill";

export type ShownCertificate = Readonly<{
  id: string;
  certificateNumber: string;
  type: string;
  standing: "active" | "expiring_soon" | "expired" | "revoked" | "superseded";
  /** Written dates; `expires` says so when there is no end. */
  issued: string;
  expires: string;
  revocationReason: string | null;
}>;

const TONE: Record<ShownCertificate["standing"], PillTone> = {
  active: "success",
  expiring_soon: "warning",
  expired: "neutral",
  revoked: "danger",
  superseded: "neutral",
};

export function CertificateList({ certificates }: { certificates: readonly ShownCertificate[] }) {
  const t = useTranslations("profile.certificates");
  return (
    <ul className="grid gap-4 md:grid-cols-2">
      {certificates.map((one) => (
        <li key={one.id} className="space-y-1 rounded-lg border border-line bg-surface p-4">
          <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
            <h3 className="font-semibold text-base">{one.type}</h3>
            <StatusPill tone={TONE[one.standing]}>{t(`standing.${one.standing}`)}</StatusPill>
          </div>
          <p className="tabular-nums">{one.certificateNumber}</p>
          <p className="text-muted text-sm">{t("dates", { issued: one.issued, expires: one.expires })}</p>
          {one.standing === "revoked" && one.revocationReason ? (
            <p className="text-sm">{t("revokedBecause", { reason: one.revocationReason })}</p>
          ) : null}
        </li>
      ))}
    </ul>
  );
}
