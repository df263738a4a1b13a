import { readFileSync } from "node:fs";
import { wcagContrast } from "culori";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { DRAWINGS } from "@/components/tiers/drawings";
import { TierMark } from "@/components/tiers/tier-mark";
import { themeTokens } from "@/components/ui/theme-tokens";
import { tierColours, tierIcons } from "@/lib/tiers/keys";

const css = readFileSync(new URL("../../app/tokens.css", import.meta.url), "utf8");
/** WCAG 2.2, 1.4.11: what is needed to understand a picture. */
const LEAST = 3;

const themes = ["light", "dark", "contrast"] as const;
const cases = themes.flatMap((theme) => [...tierColours, "default"].map((colour) => ({ theme, colour })));

test.each(cases)("a mark in $colour is seen on everything it lies on: $theme", ({ theme, colour }) => {
  const tokens = themeTokens(css, theme);
  const line = tokens[`tier-${colour}-line`] ?? "";
  const under = ["paper", "surface", "sunken"].map((name) => tokens[name] ?? "");
  for (const ground of [...under, tokens[`tier-${colour}`] ?? ""]) {
    expect(wcagContrast(line, ground)).toBeGreaterThanOrEqual(LEAST);
  }
});

test.each(tierColours)("%s has an outline of its own in every theme", (colour) => {
  for (const theme of themes) {
    const tokens = themeTokens(css, theme);
    const others = [...tierColours, "default"].filter((other) => other !== colour);
    for (const other of others) expect(tokens[`tier-${colour}-line`]).not.toBe(tokens[`tier-${other}-line`]);
  }
});

describe("forced colours", () => {
  const block = css.slice(css.indexOf("forced-colors: active"));
  test.each([...tierColours, "default"])("leave %s a line and a ground of the system's own", (colour) => {
    expect(block).toContain(`--ds-tier-${colour}: Canvas;`);
    expect(block).toContain(`--ds-tier-${colour}-line: CanvasText;`);
  });
});

describe("a drawing", () => {
  const drawn = (iconKey: string, colorToken: string | null) =>
    renderToStaticMarkup(<TierMark iconKey={iconKey} colorToken={colorToken} />);

  test.each(tierIcons)("of %s is its own", (icon) => {
    expect(drawn(icon, "gold")).toContain(DRAWINGS[icon].body);
    expect(drawn(icon, "gold")).toContain("var(--ds-tier-gold-line)");
  });

  test("that there is none of is a medal, and a colour that there is none of the default", () => {
    expect(drawn("constructor", "toString")).toBe(drawn("medal", null));
    expect(drawn("dragon", "brand-primary")).toContain("var(--ds-tier-default)");
  });
});
