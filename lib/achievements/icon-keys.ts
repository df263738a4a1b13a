/**
 * The drawn medallions an achievement can wear (components/medallion/symbols.json; a test there compares the two).
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
