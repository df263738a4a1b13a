import { Ban, CircleAlert, CircleCheck, CircleDashed, Clock, Info, type LucideIcon } from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";

export type PillTone = "neutral" | "success" | "warning" | "danger" | "info" | "waiting";

const LOOK: Record<PillTone, { icon: LucideIcon; style: string }> = {
  neutral: { icon: CircleDashed, style: "border-control bg-sunken text-ink" },
  success: { icon: CircleCheck, style: "border-success bg-success-soft text-success" },
  warning: { icon: CircleAlert, style: "border-warning bg-warning-soft text-warning" },
  danger: { icon: Ban, style: "border-danger bg-danger-soft text-danger" },
  info: { icon: Info, style: "border-info bg-info-soft text-info" },
  waiting: { icon: Clock, style: "border-info bg-info-soft text-info" },
};

/** A state in words; shape and colour only help those who see them. */
export function StatusPill({ tone = "neutral", children }: { tone?: PillTone; children: string }) {
  const { icon, style } = LOOK[tone];
  return (
    <span
      className={classNames(
        "inline-flex items-center gap-1 whitespace-nowrap rounded-full border px-2 font-semibold text-sm leading-6",
        style,
      )}
    >
      <Icon as={icon} size={14} />
      {children}
    </span>
  );
}
