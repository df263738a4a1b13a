import { MedallionFace } from "@/components/medallion/medallion-face";
import type { MedallionCategory } from "@/components/medallion/palette";
import { isIconUrl } from "@/components/medallion/symbols";
import { parseIcon } from "@/lib/achievements/icon-keys";

/** Begins the ids of the faces that a sheet has. */
export type Sheet = string;

export const sheetPart = (sheet: Sheet, category: MedallionCategory, shape: MedallionCategory) =>
  `${sheet}${category}-${shape}`;

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
        const shape = parseIcon(icon)?.shape ?? category;
        return [sheetPart(sheet, category, shape), { category, shape }];
      }),
  );
  return (
    <svg aria-hidden="true" width="0" height="0" className="absolute">
      {[...faces].map(([part, face]) => (
        <symbol key={part} id={part} viewBox="0 0 72 72" overflow="visible">
          <MedallionFace id={part} {...face} />
        </symbol>
      ))}
    </svg>
  );
}
