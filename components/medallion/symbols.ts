import type { MedallionCategory } from "@/components/medallion/palette";
import shapes from "@/lib/achievements/medallion-shapes.json";
import symbols from "@/lib/achievements/medallion-symbols.json";

/**
 * The one registry of drawings: lib/achievements/medallion-symbols.json maps an icon key to a path on a 24 × 24 grid, drawn as a line;
 * medallion-shapes.json maps a category to an outline on a 72 × 72 grid. Exchange or add a drawing there, and nothing else
 * changes; its name goes into `common.symbol` of the message catalogues.
 */
const DRAWINGS: Readonly<Record<string, string>> = symbols;

export const SYMBOL_KEYS: readonly string[] = Object.keys(symbols);

/** The drawing of a key, or null for a key that is not drawn (yet): the medallion then shows a placeholder. */
export const symbolPath = (key: string): string | null =>
  Object.hasOwn(DRAWINGS, key) ? (DRAWINGS[key] ?? null) : null;

export const shapePath = (category: MedallionCategory): string => shapes[category];

/** An icon may also be a picture's address; only https, and paths of our own. */
export const isIconUrl = (icon: string): boolean => /^(?:https:\/\/|\/(?!\/))/.test(icon);
