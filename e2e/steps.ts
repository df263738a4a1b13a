import type { Browser, Locator, Page } from "@playwright/test";
import { expect, signIn } from "./fixtures";
import { watchForErrors } from "./watch";
import { say } from "./words";

/** For accounts that a test makes for itself. */
export const PASSWORD = "a horse that reads the paper";

export const main = (page: Page): Locator => page.getByRole("main");
export const heading = (page: Page): Locator => page.getByRole("heading", { level: 1 });
export const errorSummary = (page: Page): Locator => page.locator('[aria-labelledby="error-summary-title"]');
export const row = (page: Page, text: string): Locator => page.getByRole("row").filter({ hasText: text });
export const button = (page: Page | Locator, name: string): Locator =>
  page.getByRole("button", { name, exact: true });

/** A field by its label; "(required)" and "(optional)" stand after it. */
export function field(page: Page | Locator, label: string): Locator {
  const escaped = label.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const mark = `(${say("common.required")}|${say("common.optional")})`;
  return page.getByLabel(new RegExp(`^${escaped}( \\(${mark}\\))?$`));
}

/** A browser of somebody else, watched like the first. */
export async function somebodyElse(browser: Browser): Promise<{ page: Page; errors: string[] }> {
  const context = await browser.newContext({ locale: "en-US" });
  const errors = await watchForErrors(context);
  return { page: await context.newPage(), errors };
}

/** Takes a single-use link into use, and signs in with the password it gave. */
export async function redeem(page: Page, link: string, email: string, to: string): Promise<void> {
  await page.goto(link);
  await field(page, say("auth.link.password")).fill(PASSWORD);
  await button(main(page), say("auth.link.submit")).click();
  await page.waitForURL(/\/sign-in/);
  await signIn(page, email, { to, password: PASSWORD, fresh: true });
}

/** Adds a peer mentor through the page; answers the link they get. Their page is open afterwards. */
export async function addPerson(page: Page, path: string, name: string, email: string): Promise<string> {
  await page.goto(`${path}/people/new`);
  await field(page, say("people.displayName")).fill(name);
  await field(page, say("people.email")).fill(email);
  await button(main(page), say("people.add")).click();
  const link = await page.getByLabel(say("people.link.label", { name })).inputValue();
  await page.getByRole("link", { name: say("people.goTo", { name }) }).click();
  await expect(heading(page)).toHaveText(name);
  return link;
}

/** Adds somebody who looks after others; answers their link. */
export async function addCoordinator(page: Page, path: string, name: string, email: string): Promise<string> {
  await page.goto(`${path}/people/new`);
  await field(page, say("people.displayName")).fill(name);
  await field(page, say("people.email")).fill(email);
  await page.getByRole("radio", { name: say("people.roles.coordinator"), exact: true }).check();
  await button(main(page), say("people.add")).click();
  return await page.getByLabel(say("people.link.label", { name })).inputValue();
}

/** Says yes in the dialog that asks before something is done, with what it wants to know, by its label. */
export async function confirm(page: Page, label: string, words: Readonly<Record<string, string>> = {}) {
  const dialog = page.getByRole("dialog");
  for (const [name, text] of Object.entries(words)) await field(dialog, name).fill(text);
  await button(dialog, label).click();
  await expect(dialog).toBeHidden();
}

/** Records that somebody did something today; `typed` finds them. The list is open afterwards. */
export async function recordActivity(
  page: Page,
  path: string,
  { name, typed, kind }: Readonly<Record<"name" | "typed" | "kind", string>>,
): Promise<void> {
  await page.goto(`${path}/activity/new`);
  await page.getByRole("combobox", { name: say("facts.person") }).pressSequentially(typed);
  await page.getByRole("option", { name }).click();
  await field(page, say("facts.kind")).fill(kind);
  await button(main(page), say("facts.activity.add")).click();
  await page.waitForURL(`**${path}/activity`);
}

/** Nobody presses anything for it: the worker hears of what happened and awards. The badges are open afterwards. */
export async function seeItAwarded(page: Page, path: string, badge: string, holder: string): Promise<void> {
  await expect(async () => {
    await page.goto(`${path}/badges`);
    await expect(row(page, badge)).toContainText(holder, { timeout: 500 });
  }).toPass({ timeout: 60_000, intervals: [500] });
}

/** Puts a draft into use: what is earned from the page that says who would earn it, what is given by hand at once. */
export async function activate(page: Page, path: string, name: string): Promise<void> {
  await page.goto(`${path}/achievements`);
  await page.getByRole("link", { name, exact: true }).click();
  const put = say("achievements.actions.activate");
  const seeWho = main(page).getByRole("link", { name: put, exact: true });
  await expect(seeWho.or(button(main(page), put))).toBeVisible();
  if (await seeWho.isVisible()) {
    await seeWho.click();
    await expect(heading(page)).toHaveText(say("preview.title", { name }));
  }
  await button(main(page), put).click();
  await confirm(page, put);
  await expect(heading(page)).toHaveText(name);
  await expect(main(page).getByText(say("achievements.status.active"), { exact: true })).toBeVisible();
}

/** All that an answer lets somebody know: status, title and what is read; and its source. */
export async function answerOf(page: Page, address: string) {
  const answer = await page.goto(address);
  // What is not there names itself once the page lives.
  await expect(page).toHaveTitle(/./);
  await expect(main(page)).not.toContainText(say("common.loading"));
  const seen = {
    status: answer?.status(),
    title: await page.title(),
    text: await main(page).textContent(),
  };
  return { seen, source: (await answer?.text()) ?? "" };
}
