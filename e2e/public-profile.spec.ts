import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { heading, main } from "./steps";

// The words of Bokmål are the longest.
test.use({ locale: "nb-NO" });

const PROFILE = "/p/bjorn-bakken";

/** The sizes of the cases of badges, with how many stand in each. */
const casesOf = (page: Page) =>
  main(page)
    .locator("section[aria-labelledby^=category-] > ul")
    .evaluateAll((lists) =>
      lists.map((list) => {
        const { top, width } = list.getBoundingClientRect();
        return { count: list.children.length, top, width };
      }),
    );

test("a case of badges is as wide as what stands in it, and small ones stand side by side", async ({
  page,
}) => {
  await page.goto(PROFILE);
  const cases = await casesOf(page);
  const single = cases.filter(({ count }) => count === 1);
  const [first] = cases;
  expect(first?.count).toBeGreaterThan(1);
  for (const { width } of single) expect(width).toBeLessThan((first?.width ?? 0) / (first?.count ?? 1) + 80);
  expect(new Set(single.map(({ top }) => top)).size).toBeLessThan(single.length);

  await page.setViewportSize({ width: 320, height: 640 });
  const widths = (await casesOf(page)).map(({ width }) => width);
  expect(new Set(widths).size).toBe(1);
});

/** Certificate numbers of the page that stand on more than one line. */
const brokenNumbers = (page: Page) =>
  main(page).evaluate((whole) => {
    const texts = document.createTreeWalker(whole, NodeFilter.SHOW_TEXT);
    const found = { numbers: 0, broken: [] as string[] };
    for (let node = texts.nextNode(); node; node = texts.nextNode())
      for (const { index, 0: number } of (node.textContent ?? "").matchAll(/[A-Z][A-Z0-9]+-\d{4}-\d{5,}/g)) {
        const range = document.createRange();
        range.setStart(node, index);
        range.setEnd(node, index + number.length);
        found.numbers += 1;
        if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) found.broken.push(number);
      }
    return found;
  });

test("a certificate's number is not broken at its hyphens where a narrow screen has room for it", async ({
  page,
}) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await page.goto(PROFILE);
  const address = (await main(page).locator('a[href^="/verify/"]').first().getAttribute("href")) ?? "";
  for (const one of [PROFILE, address, "/verify", "/verify/NHF-2026-99999", "/verify/NHF"]) {
    await page.goto(one);
    await expect(heading(page)).toBeVisible();
    const { numbers, broken } = await brokenNumbers(page);
    expect(numbers, one).toBeGreaterThan(0);
    expect(broken, one).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth), one).toBe(320);
  }
});
