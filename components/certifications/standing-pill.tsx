import { useTranslations } from "next-intl";
import { type PillTone, StatusPill } from "@/components/ui/status-pill";
import type { CertificationStatus } from "@/lib/certifications/rules";

export const STANDING_TONE: Record<CertificationStatus, PillTone> = {
  active: "success",
  expiring_soon: "warning",
  expired: "neutral",
  revoked: "danger",
  superseded: "neutral",
};

/** What a certificate is worth now, in words. */
export function CertificationStanding({ standing }: { standing: CertificationStatus }) {
  const t = useTranslations("certifications.standing");
  return <StatusPill tone={STANDING_TONE[standing]}>{t(standing)}</StatusPill>;
}
