import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { LEAST_CONTRAST, medallionContrast } from "@/components/medallion/contrast";
import { CATEGORIES, MEDALLION_THEMES, PALETTES } from "@/components/medallion/palette";
import { themeTokens } from "@/components/ui/theme-tokens";

const variants = MEDALLION_THEMES.flatMap((theme) =>
  CATEGORIES.flatMap((category) => [false, true].map((locked) => ({ theme, category, locked }))),
);

test.each(variants)(
  "a medallion is seen: $theme, $category, locked $locked",
  ({ theme, category, locked }) => {
    expect(medallionContrast(theme, { category, locked })).toBeGreaterThanOrEqual(LEAST_CONTRAST);
  },
);

describe("the colours that were computed are the colours that are shown", () => {
  const css = readFileSync(new URL("../../app/tokens.css", import.meta.url), "utf8");

  test.each(MEDALLION_THEMES)("%s", (theme) => {
    const tokens = themeTokens(css, theme);
    const { backgrounds, symbol, line, enamel } = PALETTES[theme];
    for (const category of CATEGORIES) {
      expect(tokens[`medal-${category}`]).toBe(line[category]);
      expect(tokens[`enamel-${category}`]).toBe(enamel[category]);
    }
    expect(tokens["medal-symbol"]).toBe(symbol);
    expect(new Set(backgrounds)).toEqual(new Set([tokens.paper, tokens.surface, tokens.sunken]));
  });
});
