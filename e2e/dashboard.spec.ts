import { accountOf } from "./accounts";
import { expect, signIn, test } from "./fixtures";
import { expectFocus } from "./keyboard";
import { main } from "./steps";
import { say } from "./words";

const administrator = accountOf("blindeforbundet", "org_admin").email;

test("what waits is dealt with by keyboard, one after the other, and the focus goes to the next", async ({
  page,
}) => {
  await signIn(page, administrator, { to: "/o/blindeforbundet" });
  const waiting = main(page).getByRole("button", { name: /^Approve/ });
  await expect(waiting.nth(1)).toBeVisible();
  const before = await waiting.count();
  const second = await waiting.nth(1).getAttribute("aria-label");
  await waiting.first().focus();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("status").filter({ hasText: /is approved for/ })).toBeVisible();
  await expect(waiting).toHaveCount(before - 1);
  await expectFocus(page, "approving the first");
  await expect(main(page).getByRole("button", { name: second ?? "" })).toBeFocused();
});

test("a period is chosen in the address, each chart says what it shows and has its numbers", async ({
  page,
}) => {
  await signIn(page, administrator, { to: "/o/blindeforbundet/figures?period=nonsense" });
  await expect(page.getByLabel(say("dashboard.charts.period"), { exact: true })).toHaveValue("this-year");
  await page.getByLabel(say("dashboard.charts.period"), { exact: true }).selectOption("last-year");
  await page
    .getByRole("button", { name: say("common.table.filter") })
    .first()
    .click();
  await page.waitForURL(/period=last-year/);
  const caption = say("dashboard.charts.awards.caption");
  await expect(page.getByRole("img", { name: new RegExp(caption) })).toBeVisible();
  await page.getByText(say("dashboard.charts.table")).first().click();
  await expect(page.getByRole("table", { name: caption })).toBeVisible();
  const download = page.waitForEvent("download");
  await page
    .getByRole("link", {
      name: say("dashboard.charts.csvOf", { title: say("dashboard.charts.awards.title") }),
    })
    .click();
  expect((await download).suggestedFilename()).toBe("awards-last-year.csv");
});
