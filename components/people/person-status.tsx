import { useTranslations } from "next-intl";
import { StatusPill } from "@/components/ui/status-pill";

export const PERSON_TONE = { active: "success", inactive: "neutral" } as const;

export function PersonStatus({ status }: { status: "active" | "inactive" }) {
  const t = useTranslations("people.statuses");
  return <StatusPill tone={PERSON_TONE[status]}>{t(status)}</StatusPill>;
}
