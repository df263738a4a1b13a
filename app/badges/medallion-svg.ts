import { type MedallionCategory, PALETTES } from "@/components/medallion/palette";
import { shapePath, symbolPath } from "@/components/medallion/symbols";
import { type Metal, parseIcon } from "@/lib/achievements/icon-keys";

const RIM: Record<Metal, string> = { gold: "#c9982b", silver: "#9aa3ad", bronze: "#b0703c" };

/** A drawn medallion as a picture of its own, without the page's colours. Letters are not in it: it knows no fonts. */
export function medallionSvg(icon: string, category: MedallionCategory): string {
  const design = parseIcon(icon);
  const { enamel, symbol } = PALETTES.light;
  const outline = shapePath(design?.shape ?? category);
  const sign = design && "symbol" in design.sign ? symbolPath(design.sign.symbol) : symbolPath("star");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="360" height="360" viewBox="0 0 72 72" stroke-linejoin="round" stroke-linecap="round">
<path d="${outline}" fill="${RIM[design?.metal ?? "gold"]}"/>
<path d="${outline}" fill="${enamel[category]}" transform="translate(36 36) scale(.88) translate(-36 -36)"/>
<path d="${sign ?? ""}" fill="none" stroke="${symbol}" stroke-width="2" transform="translate(36 36) scale(1.15) translate(-12 -12)"/>
</svg>`;
}
