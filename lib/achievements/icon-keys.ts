/** The drawn medallions an achievement can wear; each has a text label in every language. */
export const iconKeys = [
  "star",
  "heart",
  "hands",
  "flame",
  "calendar",
  "book",
  "certificate",
  "people",
  "compass",
  "mountain",
  "clock",
  "ear",
  "eye",
  "wheel",
  "megaphone",
  "sprout",
] as const;
export type IconKey = (typeof iconKeys)[number];

export const isIconKey = (value: string): value is IconKey => (iconKeys as readonly string[]).includes(value);
