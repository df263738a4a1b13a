import type { Page } from "@playwright/test";
import { accountOf } from "./accounts";
import { expect, signIn, test } from "./fixtures";
import { press } from "./keyboard";
import { heading } from "./steps";
import { say } from "./words";

const emailOf = (role: string) => accountOf("nhf", role).email;

const palette = (page: Page) => page.getByRole("dialog", { name: say("search.open") });
const box = (page: Page) => palette(page).getByRole("combobox");
const option = (page: Page, name: string | RegExp) => palette(page).getByRole("option", { name });
const count = (page: Page) => palette(page).getByRole("status");

async function openPalette(page: Page) {
  await press(page, "Control+k");
  await expect(box(page)).toBeFocused();
  await expect(count(page)).toHaveText(/\d/);
}

test("everything is a few keys away, and Escape leads back to where one was", async ({ page }) => {
  await signIn(page, emailOf("coordinator"), { to: "/o/nhf/people" });
  const field = page.getByRole("searchbox").first();
  await field.focus();
  await openPalette(page);
  await press(page, "Escape");
  await expect(palette(page)).toHaveCount(0);
  await expect(field).toBeFocused();

  // What is to be done: the first that is found is meant, and Enter leads there.
  await openPalette(page);
  await page.keyboard.type(say("search.actions.issueMany").slice(0, 12));
  await expect(option(page, say("search.actions.issue"))).toHaveAttribute("aria-selected", "true");
  await press(page, "ArrowDown");
  const second = option(page, say("search.actions.issueMany"));
  await expect(second).toHaveAttribute("aria-selected", "true");
  await expect(box(page)).toHaveAttribute("aria-activedescendant", (await second.getAttribute("id")) ?? "");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/certifications\/issue-many$/);
  await expect(palette(page)).toHaveCount(0);

  // A person; and Enter that comes before the answer waits for it.
  await openPalette(page);
  await page.keyboard.type("bjørn bak");
  await page.keyboard.press("Enter");
  await expect(heading(page)).toHaveText("Bjørn Bakken");
  await expect(page).toHaveURL(/\/o\/nhf\/people\/[0-9a-f-]{36}$/);

  // Nothing is said to be nothing.
  await openPalette(page);
  await page.keyboard.type("%_%");
  await expect(count(page)).not.toHaveText(/\d/);
  await expect(palette(page).getByRole("option")).toHaveCount(0);
});

test("peer mentors find their colleagues and their own pages, and nothing more", async ({ page }) => {
  await signIn(page, emailOf("peer_mentor"), { to: "/o/nhf/profile" });
  const asked = async (q: string) =>
    (await page.request.get(`/api/internal/nhf/search?q=${encodeURIComponent(q)}`)).text();
  const found = await asked("kari");
  expect(found).toContain("/o/nhf/mentors/");
  expect(found).not.toMatch(/@nhf|\/o\/nhf\/people/);
  for (const q of ["nhf-2026", "medlem", "utsted", "innstillinger", "nhf.example"])
    expect(await asked(q), q).toContain('"groups":[]');
});

test("without script the button is a link to a page that does the same", async ({ page, browser }) => {
  await signIn(page, emailOf("org_admin"), { to: "/o/nhf/people" });
  const storageState = await page.context().storageState();
  const context = await browser.newContext({ javaScriptEnabled: false, locale: "en-US", storageState });
  const bare = await context.newPage();
  await bare.goto("/o/nhf/people");
  await bare.getByRole("link", { name: say("search.open") }).click();
  await bare.getByRole("searchbox", { name: say("search.label") }).fill("bjørn bak");
  await bare.getByRole("button", { name: say("search.search"), exact: true }).click();
  await bare.getByRole("link", { name: "Bjørn Bakken" }).click();
  await expect(heading(bare)).toHaveText("Bjørn Bakken");
  // What comes later than the page is there too.
  await expect(bare.getByRole("heading", { name: say("people.activity.title") })).toBeVisible();
  await expect(bare.locator("[data-coming]").first()).toBeHidden();
  await context.close();
});

test("single keys lead to places, except while somebody types, and can be turned off", async ({ page }) => {
  await signIn(page, emailOf("coordinator"), { to: "/o/nhf/people" });
  await expect(heading(page)).toHaveText(say("organizations.navigation.people"));
  await page.keyboard.press("/");
  const field = page.getByRole("searchbox").first();
  await expect(field).toBeFocused();
  await page.keyboard.type("gb/?");
  await expect(field).toHaveValue("gb/?");
  await heading(page).click();
  await page.keyboard.type("gb");
  await expect(page).toHaveURL(/\/o\/nhf\/badges$/);
  const link = page.getByRole("main").getByRole("link").first();
  await link.focus();
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: say("shortcuts.title") });
  await expect(sheet.getByRole("button", { name: say("common.close") })).toBeFocused();
  await expect(sheet.getByRole("row").filter({ hasText: "gp" })).toContainText(
    say("organizations.navigation.people"),
  );
  await expect(page).toHaveURL(/\/o\/nhf\/badges$/);
  // While it is open, single keys lead nowhere.
  await page.keyboard.type("gp?");
  await press(page, "Escape");
  await expect(sheet).toBeHidden();
  await expect(link).toBeFocused();
  await expect(page).toHaveURL(/\/o\/nhf\/badges$/);

  await page.keyboard.press("?");
  await sheet.getByRole("link", { name: say("shortcuts.page") }).click();
  await expect(heading(page)).toHaveText(say("shortcuts.title"));
  await page.getByRole("button", { name: say("shortcuts.turnOff") }).click();
  await expect(page.getByRole("button", { name: say("shortcuts.turnOn") })).toBeVisible();
  await page.keyboard.type("gp?");
  await openPalette(page);
  await expect(sheet).toBeHidden();
  await expect(page).toHaveURL(/\/o\/nhf\/shortcuts$/);
});

test.describe("without an answer", () => {
  test.use({ allowedErrors: [/503/] });

  test("where the sheet cannot be fetched, its page is opened", async ({ page }) => {
    await signIn(page, emailOf("coordinator"), { to: "/o/nhf/people" });
    await page.route("**/api/internal/nhf/shortcuts", (route) => route.fulfill({ status: 503, json: {} }));
    await heading(page).click();
    await page.keyboard.press("?");
    await expect(heading(page)).toHaveText(say("shortcuts.title"));
  });
});

test("a list is saved as a view, deleted, and taken back by keyboard", async ({ page }) => {
  await signIn(page, emailOf("coordinator"), { to: "/o/nhf/people?role=coordinator&columns=name.email" });
  const table = page.getByRole("table");
  // The two, and the one with a box for each row.
  await expect(table.getByRole("columnheader")).toHaveCount(3);
  const name = `Mine ${Date.now()}`;
  await page.getByText(say("views.save"), { exact: true }).click();
  await page.getByRole("textbox", { name: say("views.name") }).fill(name);
  await page.keyboard.press("Enter");
  const link = page.getByRole("link", { name });
  await expect(link).toHaveAttribute("aria-current", "page");
  await page.getByText(say("views.change"), { exact: true }).click();
  await page.getByRole("button", { name: say("views.delete") }).click();
  await expect(link).toHaveCount(0);
  await page.keyboard.press("Control+z");
  await expect(link).toHaveAttribute("aria-current", "page");
  await page.goto("/o/nhf/people");
  await link.click();
  await expect(page).toHaveURL(/role=coordinator/);
  await expect(table.getByRole("columnheader")).toHaveCount(3);
});
