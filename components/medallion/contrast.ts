import { interpolate, wcagContrast } from "culori";
import { type MedallionCategory, type MedallionTheme, PALETTES } from "@/components/medallion/palette";

export type MedallionVariant = Readonly<{ category: MedallionCategory; locked: boolean }>;

/** WCAG 2.2, 1.4.11: what is needed to understand a picture. */
export const LEAST_CONTRAST = 3;

/** How far light and shade, rays included, can take the enamel from its colour (medallion.tsx draws them). */
const LIGHT = 0.28;
const SHADE = 0.24;

const over = (colour: string, veil: string, opacity: number) => interpolate([colour, veil], "rgb")(opacity);

/** The enamel as it is where light and shade fall on it. High contrast is flat. */
function lit(theme: MedallionTheme, enamel: string) {
  if (theme === "contrast") return [enamel];
  return [enamel, over(enamel, "#ffffff", LIGHT), over(enamel, "#000000", SHADE)];
}

/**
 * The least contrast within a medallion and towards anything it may lie on. Locked: outline, symbol and progress
 * ring on the background. Unlocked: the outline on the background, and the symbol on the enamel however it is lit.
 */
export function medallionContrast(theme: MedallionTheme, { category, locked }: MedallionVariant): number {
  const { backgrounds, symbol, line, enamel } = PALETTES[theme];
  const outside = backgrounds.map((background) => wcagContrast(line[category], background));
  const inside = lit(theme, enamel[category]).map((colour) => wcagContrast(symbol, colour));
  return Math.min(...outside, ...(locked ? [] : inside));
}

/** The contrast of a picture's edge (`#rrggbb`) with what it may lie on in a theme: the least of them. */
export const pictureContrast = (theme: MedallionTheme, edgeColour: string): number =>
  Math.min(...PALETTES[theme].backgrounds.map((background) => wcagContrast(edgeColour, background)));
