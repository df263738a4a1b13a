import { ENAMEL, SYMBOL } from "@/lib/achievements/medallion-rules";

/** What a medallion is drawn with and on, per theme. The same values stand in app/tokens.css; a test compares them. */
export const MEDALLION_THEMES = ["light", "dark", "contrast"] as const;
export type MedallionTheme = (typeof MEDALLION_THEMES)[number];

export const CATEGORIES = [
  "activity",
  "community",
  "learning",
  "referral",
  "certification",
  "milestone",
  "special",
] as const;
export type MedallionCategory = (typeof CATEGORIES)[number];

type Colours = Readonly<Record<MedallionCategory, string>>;
type Palette = Readonly<{
  /** Everything a medallion may lie on. */
  backgrounds: readonly string[];
  /** On the enamel. */
  symbol: string;
  /** The outline, and all of a locked medallion. */
  line: Colours;
  /** What a medallion is filled with inside its rim. */
  enamel: Colours;
}>;

export const PALETTES: Readonly<Record<MedallionTheme, Palette>> = {
  light: {
    backgrounds: ["#fbf8f3", "#ffffff", "#f3eee6"],
    symbol: SYMBOL,
    line: {
      activity: "#0f6b6b",
      community: "#7a3b69",
      learning: "#2b5c9e",
      referral: "#9a4b12",
      certification: "#2f6b2f",
      milestone: "#7d5a00",
      special: "#9b2743",
    },
    enamel: ENAMEL,
  },
  dark: {
    backgrounds: ["#101a2b", "#18243a", "#0c1422"],
    symbol: "#fffdf8",
    line: {
      activity: "#5cc4be",
      community: "#d79ac6",
      learning: "#8fb8f0",
      referral: "#f0a868",
      certification: "#8ccb86",
      milestone: "#e5c15a",
      special: "#f098a8",
    },
    enamel: {
      activity: "#11777a",
      community: "#87427a",
      learning: "#2e62ad",
      referral: "#a95118",
      certification: "#2f7540",
      milestone: "#80600a",
      special: "#a82b4a",
    },
  },
  contrast: {
    backgrounds: ["#000000", "#141414"],
    symbol: "#000000",
    line: {
      activity: "#5cf2ea",
      community: "#ffb3ec",
      learning: "#a8d0ff",
      referral: "#ffc08a",
      certification: "#8cff9e",
      milestone: "#ffe04d",
      special: "#ffa3a3",
    },
    enamel: {
      activity: "#5cf2ea",
      community: "#ffb3ec",
      learning: "#a8d0ff",
      referral: "#ffc08a",
      certification: "#8cff9e",
      milestone: "#ffe04d",
      special: "#ffa3a3",
    },
  },
};
