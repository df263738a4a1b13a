import { clampChroma, converter, formatHex, parse, wcagContrast } from "culori";

/** What a text of a design may say in braces, with the certificate's own value put in its place. */
export const placeholders = [
  "name",
  "type",
  "number",
  "issued",
  "expires",
  "organization",
  "course",
  "description",
] as const;
export type Placeholder = (typeof placeholders)[number];

const known: ReadonlySet<string> = new Set(placeholders);
const BRACES = /\{([^{}\n]*)\}/g;

/** The first placeholder in a text that means nothing, without its braces, or null. */
export function unknownPlaceholder(text: string): string | null {
  for (const [, name = ""] of text.matchAll(BRACES)) if (!known.has(name)) return name;
  return null;
}

/** Null where the certificate has none: a course it was not issued for, an end it does not have. */
export type PlaceholderValues = Readonly<Record<Placeholder, string | null>>;

/**
 * The lines of a text with the values in place. A line that names something this certificate does not have is left
 * out, and so are empty ones: a sentence about an end says nothing where there is none.
 */
export function filled(text: string, values: PlaceholderValues): string[] {
  const said = (name: string) => values[name as Placeholder] || null;
  return text.split(/\r\n|[\r\n]/).flatMap((line) => {
    const names = [...line.matchAll(BRACES)].map(([, name = ""]) => name);
    if (line.trim() === "" || names.some((name) => said(name) === null)) return [];
    return [line.replace(BRACES, (_, name: string) => said(name) ?? "").trim()];
  });
}

/** WCAG 2.2, 1.4.3: letters and lines of an accent on white paper. */
export const LEAST_ACCENT_CONTRAST = 4.5;

/** How well a colour `#rrggbb` stands out on white paper, from 1 to 21. */
export const paperContrast = (colour: string): number => wcagContrast(colour, "#ffffff");

const STEP = 0.004;
const inOklch = converter("oklch");

/** The colour itself where it can be read on paper, else the lightest of its hue that can. */
export function readableAccent(colour: string): string {
  if (paperContrast(colour) >= LEAST_ACCENT_CONTRAST) return colour;
  const { mode, l, c, h } = inOklch(parse(colour)) ?? { mode: "oklch", l: 0, c: 0, h: 0 };
  for (let lightness = l - STEP; lightness > 0; lightness -= STEP) {
    const darker = formatHex(clampChroma({ mode, l: lightness, c, h }, "oklch"));
    if (paperContrast(darker) >= LEAST_ACCENT_CONTRAST) return darker;
  }
  return "#000000";
}
