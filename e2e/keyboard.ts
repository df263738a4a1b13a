import type { Locator, Page } from "@playwright/test";
import { expect } from "./fixtures";

type Focus = Readonly<{ what: string; isLost: boolean; isShown: boolean; isInView: boolean }>;

/** Where the focus is, whether its ring is drawn, and whether it is on the screen and nothing lies over it. */
const focusOf = (page: Page): Promise<Focus> =>
  page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body || element === document.documentElement) {
      return { what: "nothing", isLost: true, isShown: false, isInView: false };
    }
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    const isShown = (outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1) || boxShadow !== "none";
    const { left, top, width, height } = element.getBoundingClientRect();
    const points = [0.1, 0.5, 0.9].map(
      (part) => [left + width * part, top + Math.min(height / 2, 20)] as const,
    );
    const isInView = points.some(([x, y]) => {
      const there = document.elementFromPoint(x, y);
      return there !== null && (element.contains(there) || there.contains(element));
    });
    const what = `${element.tagName.toLowerCase()} ${element.getAttribute("aria-label") ?? element.textContent ?? ""}`;
    return { what: what.slice(0, 80), isLost: false, isShown, isInView };
  });

/** Fails when the focus has been lost or cannot be seen. */
export async function expectFocus(page: Page, after: string): Promise<void> {
  let focus = await focusOf(page);
  // What was focused may go when the page changes; whoever works with the keyboard must be somewhere again at once.
  if (focus.isLost) {
    await expect(async () => {
      focus = await focusOf(page);
      expect(focus.isLost, `focus is lost after ${after}`).toBe(false);
    }).toPass({ timeout: 3_000 });
  }
  expect(focus, `focus after ${after}`).toEqual({ ...focus, isShown: true, isInView: true });
}

/** One key, after which the focus is somewhere and to be seen. */
export async function press(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key);
  await expectFocus(page, key);
}

const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement);

/** Whether the target stands before what has the focus. */
const isBehind = (target: Locator) =>
  target.evaluate((element) => {
    const { activeElement } = document;
    if (!activeElement) return false;
    return (activeElement.compareDocumentPosition(element) & Node.DOCUMENT_POSITION_PRECEDING) !== 0;
  });

const FARTHEST = 150;

/** Goes to it by Tab, or by Shift+Tab when it stands before; on the way every stop can be seen. */
export async function go(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  const key = (await isBehind(target)) ? "Shift+Tab" : "Tab";
  for (let step = 0; step < FARTHEST; step += 1) {
    if (await isFocused(target)) return;
    await page.keyboard.press(key);
    await expectFocus(page, `${key} on the way to ${target}`);
  }
  throw new Error(`${key} does not lead to ${target}`);
}

/** Goes to a link or a button and presses Enter. */
export async function choose(page: Page, target: Locator): Promise<void> {
  await go(page, target);
  await page.keyboard.press("Enter");
}

/** Goes to a field and types; what stood there is replaced. */
export async function type(page: Page, target: Locator, text: string): Promise<void> {
  await go(page, target);
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.type(text);
}

/** Goes to a native list of choices and picks one by its first letters. */
export async function pick(page: Page, target: Locator, label: string): Promise<void> {
  await go(page, target);
  await page.keyboard.type(label);
  await expect(target.locator("option:checked")).toHaveText(label);
}

/** Goes to a field that searches as one types, and takes the first it finds with the arrow keys. */
export async function search(page: Page, target: Locator, text: string, found: string): Promise<void> {
  await type(page, target, text);
  await expect(page.getByRole("option", { name: found })).toBeVisible();
  await press(page, "ArrowDown");
  await press(page, "Enter");
  await expect(target).toHaveValue(found);
}
