import type { Page } from "@playwright/test";
import { accountOf } from "./accounts";
import { expect, signIn, test } from "./fixtures";
import { main } from "./steps";

const table = (page: Page) =>
  main(page)
    .getByRole("region")
    .filter({ has: page.locator("table") });

/** How wide what is drawn at an edge of the table is; nothing is drawn where there is no more. */
const shades = (page: Page) =>
  table(page).evaluate((region) =>
    ["::before", "::after"].map((edge) => Number.parseFloat(getComputedStyle(region, edge).width) > 0),
  );

test("a list that is wider than the window shows where it goes on", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 640 });
  await signIn(page, accountOf("nhf", "coordinator").email, { to: "/o/nhf/people" });
  await expect(table(page)).toHaveAttribute("data-more", "end");
  expect(await shades(page)).toEqual([false, true]);

  // By keyboard, as somebody reads it who has no pointer.
  await table(page).focus();
  await page.keyboard.press("ArrowRight");
  await expect(table(page)).toHaveAttribute("data-more", "start end");
  expect(await shades(page)).toEqual([true, true]);
  await table(page).evaluate((region) => region.scrollTo(region.scrollWidth, 0));
  await expect(table(page)).toHaveAttribute("data-more", "start");
  expect(await shades(page)).toEqual([true, false]);

  await page.emulateMedia({ media: "print" });
  expect(await shades(page)).toEqual([false, false]);
  await page.emulateMedia({ media: "screen" });
  await page.setViewportSize({ width: 1800, height: 900 });
  await expect(table(page)).not.toHaveAttribute("data-more");
  expect(await shades(page)).toEqual([false, false]);
});
