import { useTranslations } from "next-intl";
import { StatusPill } from "@/components/ui/status-pill";

export function PersonStatus({ status }: { status: "active" | "inactive" }) {
  const t = useTranslations("people.statuses");
  return <StatusPill tone={status === "active" ? "success" : "neutral"}>{t(status)}</StatusPill>;
}
