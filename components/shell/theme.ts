export const THEMES = ["light", "dark", "contrast"] as const;
export type Theme = (typeof THEMES)[number];

export const THEME_COOKIE = "heder-theme";

/** No cookie means "as the device says". */
export const isTheme = (value: unknown): value is Theme => THEMES.includes(value as Theme);
