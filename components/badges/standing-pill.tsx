import { useTranslations } from "next-intl";
import { type PillTone, StatusPill } from "@/components/ui/status-pill";
import type { BadgeStanding } from "@/lib/badges/rules";

export const STANDING_TONE: Record<BadgeStanding, PillTone> = {
  awarded: "success",
  expired: "neutral",
  declined: "neutral",
  revoked: "danger",
  rejected: "danger",
  pending_approval: "waiting",
};

/** What a badge is worth now, in words. */
export function StandingPill({ standing }: { standing: BadgeStanding }) {
  const t = useTranslations("badges.standing");
  return <StatusPill tone={STANDING_TONE[standing]}>{t(standing)}</StatusPill>;
}
