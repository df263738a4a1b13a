import { expect, test } from "vitest";
import { CATEGORIES } from "@/components/medallion/palette";
import { isIconUrl, SYMBOL_KEYS, shapePath, symbolPath } from "@/components/medallion/symbols";
import { iconKeys } from "@/lib/achievements/icon-keys";
import { type Messages, readCatalogue } from "@/lib/i18n/catalogue";
import { LOCALES } from "@/lib/i18n/locales";

test("every category has a shape of its own", () => {
  expect(new Set(CATEGORIES.map(shapePath)).size).toBe(CATEGORIES.length);
});

test("at least sixteen symbols are drawn, each inside its grid", () => {
  expect(SYMBOL_KEYS.length).toBeGreaterThanOrEqual(16);
  for (const key of SYMBOL_KEYS) {
    const path = symbolPath(key) ?? "";
    expect(path).toMatch(/^M[\d.\sA-Za-z-]+$/);
    const starts = [...path.matchAll(/M([\d.]+) ([\d.]+)/g)].flatMap(([, x, y]) => [Number(x), Number(y)]);
    for (const value of starts) expect(value).toBeLessThanOrEqual(24);
  }
});

test("an unknown key has no drawing, nor has a name that every object knows", () => {
  expect(symbolPath("no-such-icon")).toBeNull();
  expect(symbolPath("constructor")).toBeNull();
});

test("a picture's address is https or our own path, nothing else", () => {
  expect(isIconUrl("https://example.org/a.svg")).toBe(true);
  expect(isIconUrl("/uploads/a.png")).toBe(true);
  for (const icon of ["http://example.org/a.svg", "javascript:alert(1)", "//evil.example/a", "star"]) {
    expect(isIconUrl(icon)).toBe(false);
  }
});

test("the keys an achievement may have are the symbols that are drawn", () => {
  expect(new Set(iconKeys)).toEqual(new Set(SYMBOL_KEYS));
});

test.each(LOCALES)("every symbol and category has a name in %s", (locale) => {
  const { symbol, category } = readCatalogue(locale).common as Messages;
  expect(Object.keys(symbol as Messages).toSorted()).toEqual(SYMBOL_KEYS.toSorted());
  expect(Object.keys(category as Messages).toSorted()).toEqual(CATEGORIES.toSorted());
});
