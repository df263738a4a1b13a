import { readFileSync } from "node:fs";
import { wcagContrast } from "culori";
import { describe, expect, test } from "vitest";
import { themeTokens } from "@/components/ui/theme-tokens";

const css = readFileSync(new URL("../../app/tokens.css", import.meta.url), "utf8");

const ON_EVERY_BACKGROUND = ["paper", "surface", "sunken"];
/** Words on what they stand on: WCAG 1.4.3 asks for 4.5. */
const TEXT: [string, string[]][] = [
  [
    "ink",
    [...ON_EVERY_BACKGROUND, "accent-soft", "danger-soft", "success-soft", "warning-soft", "info-soft"],
  ],
  ["muted", ON_EVERY_BACKGROUND],
  ["accent", [...ON_EVERY_BACKGROUND, "accent-soft"]],
  ["danger", [...ON_EVERY_BACKGROUND, "danger-soft"]],
  ["success", [...ON_EVERY_BACKGROUND, "success-soft"]],
  ["warning", ["surface", "warning-soft"]],
  ["info", ["surface", "info-soft"]],
  ["on-accent", ["accent", "accent-strong"]],
  ["on-danger", ["danger", "danger-strong"]],
];
/** Edges of inputs and the focus ring: WCAG 1.4.11 asks for 3. */
const EDGE: [string, string[]][] = [
  ["control", ON_EVERY_BACKGROUND],
  ["focus", [...ON_EVERY_BACKGROUND, "danger-soft"]],
];

describe.each(["light", "dark", "contrast"] as const)("in the %s theme", (theme) => {
  const tokens = themeTokens(css, theme);
  const contrast = (a: string, b: string) => wcagContrast(tokens[a] ?? "", tokens[b] ?? "");
  const pairs = (list: [string, string[]][]) =>
    list.flatMap(([front, backs]) => backs.map((back) => [front, back]));

  test.each(pairs(TEXT))("%s can be read on %s", (front = "", back = "") => {
    expect(contrast(front, back)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(pairs(EDGE))("%s can be seen on %s", (front = "", back = "") => {
    expect(contrast(front, back)).toBeGreaterThanOrEqual(3);
  });
});
