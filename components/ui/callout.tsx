import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import type { IconName } from "@/components/ui/icon-names";

export type CalloutTone = "info" | "success" | "warning" | "danger";

const LOOK: Record<CalloutTone, { icon: IconName; style: string; ink: string }> = {
  info: { icon: "info", style: "border-info bg-info-soft", ink: "text-info" },
  success: { icon: "circle-check", style: "border-success bg-success-soft", ink: "text-success" },
  warning: { icon: "triangle-alert", style: "border-warning bg-warning-soft", ink: "text-warning" },
  danger: { icon: "circle-alert", style: "border-danger bg-danger-soft", ink: "text-danger" },
};

type Props = { tone?: CalloutTone; title?: string; children?: ReactNode; role?: "alert" | "status" };

/** Something to know before going on. Give a role only when it appears while the page is open. */
export function Callout({ tone = "info", title, children, role }: Props) {
  const t = useTranslations("common.callout");
  const { icon, style, ink } = LOOK[tone];
  return (
    <div role={role} className={classNames("flex gap-3 rounded-md border border-l-4 p-3 text-ink", style)}>
      <Icon as={icon} size={20} className={classNames("mt-0.5 shrink-0", ink)} />
      <div className="min-w-0 space-y-1">
        <p className={title ? "font-bold" : "sr-only"}>{title ?? t(tone)}</p>
        {children}
      </div>
    </div>
  );
}
