import { wcagContrast } from "culori";
import { type MedallionCategory, type MedallionTheme, PALETTES } from "@/components/medallion/palette";

export type MedallionVariant = Readonly<{ category: MedallionCategory; locked: boolean }>;

/** WCAG 2.2, 1.4.11: what is needed to understand a picture. */
export const LEAST_CONTRAST = 3;

/**
 * The least contrast within a medallion and towards anything it may lie on. Locked: outline, symbol and progress
 * ring on the background. Unlocked: the metal on the background, and the symbol on the metal.
 */
export function medallionContrast(theme: MedallionTheme, { category, locked }: MedallionVariant): number {
  const { backgrounds, symbol, metal } = PALETTES[theme];
  const outside = backgrounds.map((background) => wcagContrast(metal[category], background));
  return Math.min(...outside, ...(locked ? [] : [wcagContrast(symbol, metal[category])]));
}
