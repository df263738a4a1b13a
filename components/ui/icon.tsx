import type { IconName } from "@/components/ui/icon-names";
import sprite from "@/components/ui/sprite.svg";

/**
 * A drawn sign beside words that already say it; it is never the only bearer of meaning, so it is hidden from speech.
 * It refers to one file that the browser keeps, so that a list of fifty rows does not send the same lines fifty times.
 */
export function Icon({ as, size = 18, className }: { as: IconName; size?: number; className?: string }) {
  return (
    <svg aria-hidden="true" width={size} height={size} {...(className ? { className } : {})}>
      <use href={`${sprite.src}#${as}`} />
    </svg>
  );
}
