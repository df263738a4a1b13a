import { DRAWINGS } from "@/components/tiers/drawings";
import { isTierColour, isTierIcon, type TierColour } from "@/lib/tiers/keys";

type Props = Readonly<{
  iconKey: string;
  colorToken: string | null | undefined;
  size?: number;
}>;

const FALLBACK = "medal";

/** The colours a tier is drawn with: its own, or the default ones where it names none that there is. */
export const paletteOf = (colorToken: string | null | undefined): TierColour | "default" =>
  colorToken && isTierColour(colorToken) ? colorToken : "default";

/**
 * A tier's drawing in its colour. It never stands alone: the name is beside it, so to a screen reader it is not there.
 * An unknown key shows a medal, an unknown colour the default ones (seed 001 icon_key, color_token).
 */
export function TierMark({ iconKey, colorToken, size = 36 }: Props) {
  const { body, lines } = DRAWINGS[isTierIcon(iconKey) ? iconKey : FALLBACK];
  const colour = `--ds-tier-${paletteOf(colorToken)}`;
  return (
    <svg
      aria-hidden="true"
      width={size}
      height={size}
      viewBox="0 0 48 48"
      fill="none"
      stroke={`var(${colour}-line)`}
      strokeWidth={size < 32 ? 3 : 2.25}
      strokeLinejoin="round"
      strokeLinecap="round"
      className="shrink-0"
    >
      <path d={body} fill={`var(${colour})`} />
      <path d={lines} />
    </svg>
  );
}
