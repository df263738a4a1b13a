import type { Category } from "@/lib/achievements/definition-keys";
import type { Metal } from "@/lib/achievements/icon-keys";

/** The colours of the light theme: a picture that leaves Heder has no theme. The same stand in app/tokens.css; a test compares. */
export const ENAMEL: Readonly<Record<Category, string>> = {
  activity: "#0f6f70",
  community: "#7d3a6b",
  learning: "#27579b",
  referral: "#a04a10",
  certification: "#2c6b38",
  milestone: "#735300",
  special: "#9b2440",
};

/** On the enamel. */
export const SYMBOL = "#fffdf8";

export const RIM: Readonly<Record<Metal, Readonly<{ light: string; middle: string; dark: string }>>> = {
  gold: { light: "#fbe6a6", middle: "#d6aa47", dark: "#8f6417" },
  silver: { light: "#f4f6f8", middle: "#b4bcc6", dark: "#66707c" },
  bronze: { light: "#eebf94", middle: "#b87540", dark: "#6f3d18" },
};
