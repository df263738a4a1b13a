import { useTranslations } from "next-intl";
import { type PillTone, StatusPill } from "@/components/ui/status-pill";
import type { BadgeStatus } from "@/lib/badges/rules";

export const STANDING_TONE: Record<BadgeStatus, PillTone> = {
  awarded: "success",
  expired: "neutral",
  revoked: "danger",
  rejected: "danger",
  pending_approval: "waiting",
};

/** What a badge is worth now, in words. */
export function StandingPill({ standing }: { standing: BadgeStatus }) {
  const t = useTranslations("badges.standing");
  return <StatusPill tone={STANDING_TONE[standing]}>{t(standing)}</StatusPill>;
}
