import { useTranslations } from "next-intl";
import { type PillTone, StatusPill } from "@/components/ui/status-pill";
import type { MistakeStatus } from "@/lib/mistakes/rules";

const TONE: Record<MistakeStatus, PillTone> = { open: "waiting", resolved: "success", dismissed: "neutral" };

export function MistakePill({ status }: { status: MistakeStatus }) {
  const t = useTranslations("mistakes.standing");
  return <StatusPill tone={TONE[status]}>{t(status)}</StatusPill>;
}
