import { useTranslations } from "next-intl";
import { type PillTone, StatusPill } from "@/components/ui/status-pill";
import type { AchievementStatus } from "@/lib/achievements/definition-keys";

const TONE: Record<AchievementStatus, PillTone> = {
  draft: "waiting",
  active: "success",
  inactive: "neutral",
  archived: "neutral",
};

export function AchievementStatusPill({ status }: { status: AchievementStatus }) {
  const t = useTranslations("achievements.status");
  return <StatusPill tone={TONE[status]}>{t(status)}</StatusPill>;
}
