import type { LucideIcon } from "lucide-react";

/** A drawn sign beside words that already say it; it is never the only bearer of meaning, so it is hidden from speech. */
export function Icon({
  as: Drawing,
  size = 18,
  className,
}: {
  as: LucideIcon;
  size?: number;
  className?: string;
}) {
  return <Drawing aria-hidden="true" focusable="false" size={size} strokeWidth={2} className={className} />;
}
