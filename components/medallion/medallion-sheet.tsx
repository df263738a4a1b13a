import { MedallionFace } from "@/components/medallion/medallion-face";
import type { MedallionCategory } from "@/components/medallion/palette";
import { RIM } from "@/components/medallion/rim";
import { isIconUrl } from "@/components/medallion/symbols";
import { type Metal, parseIcon } from "@/lib/achievements/icon-keys";

/** Begins the ids of the faces that a sheet has. */
export type Sheet = string;

type Face = Readonly<{ category: MedallionCategory; shape: MedallionCategory; metal: Metal }>;

export const sheetPart = (sheet: Sheet, { category, shape, metal }: Face) =>
  `${sheet}${category}-${shape}-${metal}`;

type Drawn = Readonly<{ icon: string; category: MedallionCategory }>;

/**
 * The large faces of these medallions, each once: a case of twenty badges would send the same rays and gradients twenty
 * times. Not in sprite.svg, as browsers do not find gradients from there.
 */
export function MedallionSheet({ sheet, badges }: { sheet: Sheet; badges: readonly Drawn[] }) {
  const faces = new Map(
    badges
      .filter(({ icon }) => !isIconUrl(icon))
      .map(({ icon, category }) => {
        const design = parseIcon(icon);
        const face: Face = {
          category,
          shape: design?.shape ?? category,
          metal: design?.metal ?? "gold",
        };
        return [sheetPart(sheet, face), face];
      }),
  );
  return (
    <svg aria-hidden="true" width="0" height="0" className="absolute">
      {[...faces].map(([part, { category, shape, metal }]) => (
        // A gradient has the colours of where it stands, not of where it is used.
        <symbol
          key={part}
          id={part}
          viewBox="0 0 72 72"
          overflow="visible"
          className={RIM[metal] || undefined}
        >
          <MedallionFace id={part} category={category} shape={shape} />
        </symbol>
      ))}
    </svg>
  );
}
