import { type Category, categories } from "@/lib/achievements/definition-keys";

/**
 * The drawn medallions an achievement can wear (medallion-symbols.json; a test of components/medallion compares the two).
 * Each has a name in every language: `common.symbol.<key>`.
 */
export const iconKeys = [
  "star",
  "heart",
  "people",
  "talk",
  "compass",
  "book",
  "cap",
  "certificate",
  "check",
  "flame",
  "mountain",
  "calendar",
  "clock",
  "arrow",
  "trophy",
  "ribbon",
  "bulb",
  "ear",
  "eye",
  "wheelchair",
  "crown",
  "coin",
  "seedling",
] as const;

export const isIconKey = (value: string): boolean => (iconKeys as readonly string[]).includes(value);

/** What the rim is of; gold unless said otherwise. */
export const metals = ["gold", "silver", "bronze"] as const;
export type Metal = (typeof metals)[number];

/** How a drawn medallion differs from what its category gives: a sign or letters, the rim, the outline. */
export type IconDesign = Readonly<{
  /** A key of the drawings, known or not, or one to three letters. */
  sign: Readonly<{ symbol: string }> | Readonly<{ initials: string }>;
  metal: Metal;
  /** The outline of another category; null for its own. */
  shape: Category | null;
}>;

const LETTERS = /^@(\p{L}|\p{N}){1,3}$/u;

const isMetal = (word: string): word is Metal => (metals as readonly string[]).includes(word);
const isShape = (word: string): word is Category => (categories as readonly string[]).includes(word);

/**
 * Reads a drawn icon: a sign (`star`), letters after an at sign (`@BK`), then in any order a metal and the outline of a
 * category (`star:silver:learning`). Null for what is none: an address, or a word nobody knows.
 */
export function parseIcon(icon: string): IconDesign | null {
  const [sign = "", ...words] = icon.split(":");
  if (!LETTERS.test(sign) && !/^[a-z][a-z0-9_-]*$/.test(sign)) return null;
  const wanted = words.filter(isMetal);
  const shapes = words.filter(isShape);
  if (wanted.length > 1 || shapes.length > 1 || wanted.length + shapes.length < words.length) return null;
  return {
    sign: sign.startsWith("@") ? { initials: sign.slice(1) } : { symbol: sign },
    metal: wanted[0] ?? "gold",
    shape: shapes[0] ?? null,
  };
}

/** The shortest icon that `parseIcon` reads as this design. */
export function writeIcon({ sign, metal, shape }: IconDesign): string {
  const first = "symbol" in sign ? sign.symbol : `@${sign.initials}`;
  return [first, ...(metal === "gold" ? [] : [metal]), ...(shape ? [shape] : [])].join(":");
}

/** A picture that the organisation keeps here; its contrast is known, and it is shown in a frame that has enough. */
export const isOwnPicture = (icon: string): boolean => /^\/media\/[0-9a-f-]{36}$/.test(icon);
