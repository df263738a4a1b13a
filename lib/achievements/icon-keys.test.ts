import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { categories } from "@/lib/achievements/definition-keys";
import { iconKeys, metals, parseIcon, writeIcon } from "@/lib/achievements/icon-keys";
import { iconWarnings } from "@/lib/achievements/rules";

describe("an icon", () => {
  test.each([
    ["star", { sign: { symbol: "star" }, metal: "gold", shape: null }],
    ["star:silver", { sign: { symbol: "star" }, metal: "silver", shape: null }],
    ["heart:learning:bronze", { sign: { symbol: "heart" }, metal: "bronze", shape: "learning" }],
    ["@BK", { sign: { initials: "BK" }, metal: "gold", shape: null }],
    ["@Å9:special", { sign: { initials: "Å9" }, metal: "gold", shape: "special" }],
    ["not_drawn_yet", { sign: { symbol: "not_drawn_yet" }, metal: "gold", shape: null }],
  ])("reads %s", (icon, design) => {
    expect(parseIcon(icon)).toEqual(design);
  });

  test.each([
    "",
    "https://example.org/a.png",
    "/media/1",
    "star:",
    "star:platinum",
    "star:silver:bronze",
    "star:special:learning",
    "@",
    "@ABCD",
    "@<b>",
    "Star",
    "javascript:alert(1)",
  ])("does not take %j for a drawing", (icon) => {
    expect(parseIcon(icon)).toBeNull();
  });

  test("reads back as what was written", () => {
    const sign = fc.oneof(
      fc.constantFrom(...iconKeys).map((symbol) => ({ symbol })),
      fc.constantFrom("A", "BK", "ØÅ9").map((initials) => ({ initials })),
    );
    const shape = fc.option(fc.constantFrom(...categories));
    return fc.assert(
      fc.property(fc.record({ sign, metal: fc.constantFrom(...metals), shape }), (design) => {
        expect(parseIcon(writeIcon(design))).toEqual(design);
        expect(iconWarnings(writeIcon(design))).toEqual([]);
      }),
    );
  });
});
