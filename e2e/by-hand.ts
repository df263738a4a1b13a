import type { Page } from "@playwright/test";
import { expect } from "./fixtures";
import { button, confirm, field, main, row } from "./steps";
import { say } from "./words";

type Nomination = Readonly<{ achievement: string; name: string; typed: string }>;

/** Proposes somebody, found by some letters; the queue of those who wait is open afterwards. */
export async function nominate(page: Page, path: string, { achievement, name, typed }: Nomination) {
  await page.goto(`${path}/nominate`);
  await page.getByRole("combobox", { name: say("badges.person") }).pressSequentially(typed);
  await page.getByRole("option", { name }).click();
  await field(page, say("badges.achievement")).selectOption({ label: achievement });
  await field(page, say("badges.reason")).fill("Always there on Fridays");
  await button(main(page), say("byHand.nominate.submit")).click();
  await page.waitForURL(`**${path}/badges/approvals`);
  await expect(row(page, name)).toBeVisible();
}

type Batch = Readonly<{ achievement: string; people: readonly string[] }>;

/** From the list of awards to many: writes who shall have it, and looks at what becomes of each. */
export async function previewMany(page: Page, path: string, { achievement, people }: Batch) {
  await page.goto(`${path}/badges/batches`);
  await page.getByRole("link", { name: say("batches.new") }).click();
  await field(page, say("badges.achievement")).selectOption({ label: achievement });
  await field(page, say("badges.reason")).fill("Thanks for the autumn");
  await page.getByLabel(say("batches.wayList")).check();
  await field(page, say("batches.list")).fill(["person", ...people].join("\n"));
  await button(main(page), say("batches.preview")).click();
  await expect(
    page.getByRole("heading", { name: say("batches.previewTitle", { achievement }) }),
  ).toBeFocused();
}

/** Takes an award to many back, on its page. */
export async function undo(page: Page) {
  await button(page, say("batches.undo")).click();
  await confirm(page, say("batches.undo"));
  await expect(page.getByText(say("batches.undone"), { exact: true }).first()).toBeVisible();
  await expect(button(page, say("batches.undo"))).toHaveCount(0);
}
