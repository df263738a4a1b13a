import { classNames } from "@/components/ui/class-names";
import { Icon } from "@/components/ui/icon";
import type { IconName } from "@/components/ui/icon-names";

export type PillTone = "neutral" | "success" | "warning" | "danger" | "info" | "waiting";

/** Without a coloured ground, the sign begins where the text around it does. */
const LOOK: Record<PillTone, { icon: IconName; style: string }> = {
  neutral: { icon: "circle-dashed", style: "-ml-2 text-muted" },
  success: { icon: "circle-check", style: "-ml-2 text-success" },
  warning: { icon: "circle-alert", style: "bg-warning-soft text-warning" },
  danger: { icon: "ban", style: "bg-danger-soft text-danger" },
  info: { icon: "info", style: "bg-info-soft text-info" },
  waiting: { icon: "clock", style: "bg-info-soft text-info" },
};

/**
 * A state in words; shape and colour only help those who see them. What is as it should be stays quiet, so that in a
 * list of fifty the two that are not stand out.
 */
export function StatusPill({ tone = "neutral", children }: { tone?: PillTone; children: string }) {
  const { icon, style } = LOOK[tone];
  return (
    <span className={classNames("status-pill", style)}>
      <Icon as={icon} size={14} />
      {children}
    </span>
  );
}
