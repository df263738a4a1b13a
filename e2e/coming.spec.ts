import type { Page } from "@playwright/test";
import { accountOf } from "./accounts";
import { expect, signIn, test } from "./fixtures";
import { whileItWaitsFor } from "./slow-database";
import { button, heading, main } from "./steps";
import { say } from "./words";

const admin = accountOf("nhf", "org_admin").email;

/** Pages by the table that their slow part waits for. */
const PAGES: readonly (readonly [address: string, table: string])[] = [
  ["/o/nhf", "nearly_earned"],
  ["/o/nhf/queue?kind=nearly", "nearly_earned"],
  ["/o/nhf/figures", "dashboard_figures"],
  ["/o/nhf/reports", "tier_assignments"],
  ["/o/nhf/profile", "activities"],
  ["/o/nhf/people", "groups"],
  ["/o/nhf/badges", "achievements"],
  ["a person", "referrals"],
  ["an achievement", "achievement_endorsements"],
];

/** Where one of them is found. */
const LISTS: Readonly<Record<string, string>> = { "a person": "people", "an achievement": "achievements" };

/** Content that moves less than this of the screen, in all, is not noticed. */
const UNNOTICED = 0.01;

type Shift = Readonly<{ value: number; sources: string[] }>;

const shiftsOf = (page: Page): Promise<Shift[]> =>
  page.evaluate(() => (globalThis as unknown as { shifts: Shift[] }).shifts);

/** Notes what moves by itself, with what it is. */
async function watchShifts(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const shifts: Shift[] = [];
    Object.assign(globalThis, { shifts });
    type Entry = PerformanceEntry & { value: number; sources: { node: Node | null }[] };
    new PerformanceObserver((list) => {
      for (const { value, sources } of list.getEntries() as Entry[]) {
        const nodes = sources.map(({ node }) =>
          node instanceof Element ? node.outerHTML.slice(0, 80) : "text",
        );
        shifts.push({ value, sources: nodes });
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
}

async function addressOf(page: Page, address: string): Promise<string> {
  if (address.startsWith("/")) return address;
  await page.goto(`/o/nhf/${LISTS[address]}`);
  const link = page.getByRole("table").getByRole("link").first();
  return (await link.getAttribute("href")) ?? "";
}

for (const [name, table] of PAGES)
  for (const width of [1280, 320])
    test(`what is coming is said and has its place: ${name}, ${width} wide`, async ({ page }) => {
      await page.setViewportSize({ width, height: 720 });
      await signIn(page, admin, { to: "/o/nhf/account" });
      const address = await addressOf(page, name);
      await watchShifts(page);
      await whileItWaitsFor(table, async () => {
        await page.goto(address, { waitUntil: "commit" });
        const coming = page.locator("main [data-coming]").first();
        await expect(coming).toBeVisible();
        await expect(coming).toHaveAttribute("aria-busy", "true");
        await expect(coming.getByRole("status")).toHaveText(say("common.loading"));
      });
      await expect(page.locator("[data-coming]")).toHaveCount(0);
      await expect(heading(page)).toBeVisible();
      await page.waitForLoadState("networkidle");
      const shifts = await shiftsOf(page);
      const sum = shifts.reduce((total, { value }) => total + value, 0);
      expect(sum, JSON.stringify(shifts)).toBeLessThan(UNNOTICED);
    });

for (const width of [1280, 320])
  test(`people to choose from come into their place, and nothing moves: ${width} wide`, async ({ page }) => {
    await page.setViewportSize({ width, height: 720 });
    let come = () => {};
    const isToCome = new Promise<void>((resolve) => {
      come = resolve;
    });
    await page.route("**/batches/people?*", async (route) => {
      await isToCome;
      await route.continue();
    });
    await signIn(page, admin, { to: "/o/nhf/badges/batches/new" });
    await expect(main(page).getByText(say("batches.searching"))).toBeVisible();
    const next = button(main(page), say("batches.preview"));
    const before = await next.boundingBox();
    come();
    await expect(main(page).getByRole("list", { name: say("batches.people") })).toBeVisible();
    expect(await next.boundingBox()).toEqual(before);
  });
