import type { MedallionCategory } from "@/components/medallion/palette";
import { shapePath } from "@/components/medallion/symbols";
import { classNames } from "@/components/ui/class-names";

type Props = { address: string; locked: boolean; size: number; line: string; shape: MedallionCategory };

/**
 * A picture somebody brought, in the outline of its category: whatever its colours are, the outline has the contrast
 * that a badge must have in every theme.
 */
export function FramedPicture({ address, locked, size, line, shape }: Props) {
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 72 72"
      className={classNames("shrink-0 overflow-visible", line)}
      strokeLinejoin="round"
    >
      <path d={shapePath(shape)} fill="var(--ds-surface)" />
      <image
        href={address}
        x="14"
        y="14"
        width="44"
        height="44"
        preserveAspectRatio="xMidYMid meet"
        className={locked ? "opacity-60 grayscale" : undefined}
      />
      <path
        d={shapePath(shape)}
        fill="none"
        stroke="currentColor"
        strokeWidth={locked ? 2 : 3}
        strokeDasharray={locked ? "4 3" : undefined}
      />
    </svg>
  );
}
