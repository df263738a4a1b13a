import type { Page } from "@playwright/test";
import { expect, test } from "./fixtures";
import { main } from "./steps";

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
