import type { Page } from "@playwright/test";
import { accountOf } from "./accounts";
import { expect, signIn, test } from "./fixtures";
import { expectUsable } from "./usable";

const PASSWORD = "blå hest under bordet";

const summary = (page: Page) => page.locator('[aria-labelledby="error-summary-title"]');
const role = (page: Page) => page.getByRole("form", { name: "Endre rollen" }).getByRole("combobox");
const submit = (page: Page) => page.getByRole("main").locator('button[type="submit"]').last().click();

/** A person of NHF with a password of their own, and their page as the administrator sees it. */
async function addPerson(admin: Page, own: Page, name: string, email: string): Promise<string> {
  await signIn(admin, accountOf("nhf", "org_admin").email, { to: "/o/nhf/people/new" });
  await admin.getByLabel("Navn").fill(name);
  await admin.getByLabel("E-postadresse").fill(email);
  await submit(admin);
  const link = await admin.getByLabel(`Lenke til ${name}`).inputValue();
  await own.goto(link);
  await expectUsable(own, "a password is chosen");
  await own.locator('input[name="password"]').fill(PASSWORD);
  await submit(own);
  await own.waitForURL(/\/sign-in/);
  await own.goto(link);
  await expect(own.getByRole("heading", { level: 1 })).toHaveText("Lenken virker ikke lenger");
  await admin.getByRole("link", { name: `Gå til ${name}` }).click();
  await expect(admin.getByRole("heading", { level: 1, name })).toBeVisible();
  return admin.url();
}

test.use({ locale: "nb-NO" });

test("signing in keeps the e-mail after an error and does not say whether there is an account", async ({
  page,
}) => {
  const answers: (string | null)[] = [];
  for (const email of [accountOf("hlf", "peer_mentor").email, "ingen@heder.example"]) {
    await page.goto("/sign-in?to=/o/hlf/profile");
    await page.getByLabel("E-postadresse").fill(email);
    await page.locator('input[name="password"]').fill("feil passord");
    await submit(page);
    await expect(summary(page)).toBeFocused();
    await expect(page.getByLabel("E-postadresse")).toHaveValue(email);
    answers.push(await summary(page).textContent());
  }
  expect(answers[0]).toBe(answers[1]);
});

test("after signing in one goes on to the page that was asked for, and never to another site", async ({
  page,
}) => {
  const { email } = accountOf("nhf", "coordinator");
  await page.goto("/o/nhf/people?role=coordinator");
  await expect(page).toHaveURL(/\/sign-in\?to=/);
  await page.getByLabel("E-postadresse").fill(email);
  await page.locator('input[name="password"]').fill("likeperson i heder");
  await submit(page);
  await expect(page).toHaveURL(/\/o\/nhf\/people\?role=coordinator$/);
  await page.goto("/sign-in?to=//evil.example/o");
  await expect(page).toHaveURL(/\/o\/nhf$/);
});

test("a person is added, chooses a password once, gets another role and is let out", async ({
  page,
  browser,
}) => {
  const own = await (await browser.newContext({ locale: "nb-NO" })).newPage();
  const email = `ny.${Date.now()}@nhf.example`;
  const personPage = await addPerson(page, own, "Ny Likeperson", email);
  await signIn(own, email, { to: "/o/nhf/profile", password: PASSWORD, fresh: true });
  await expect(own.getByRole("heading", { level: 1 })).toBeVisible();
  expect((await own.goto("/o/nhf/people"))?.status()).toBe(404);

  await role(page).selectOption("coordinator");
  await page.getByRole("button", { name: "Endre rollen" }).click();
  await expect(page.getByRole("status")).toContainText("ny rolle");
  expect((await own.goto("/o/nhf/people"))?.status()).toBe(200);
  expect((await own.goto("/o/nhf/settings"))?.status()).toBe(404);

  await page.goto(personPage);
  await page.getByRole("button", { name: "Deaktiver" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Deaktiver" }).click();
  await expect(page.getByRole("status")).toContainText("er deaktivert");
  await own.goto("/o/nhf/people");
  await expect(own).toHaveURL(/\/sign-in/);
  await own.context().close();
});

test("the last administrator stays", async ({ page }) => {
  const { email, name } = accountOf("blindeforbundet", "org_admin");
  await signIn(page, email, { to: `/o/blindeforbundet/people?q=${encodeURIComponent(email)}` });
  await page.getByRole("link", { name, exact: true }).click();
  await role(page).selectOption("peer_mentor");
  await page.getByRole("button", { name: "Endre rollen" }).click();
  await expect(summary(page)).toContainText("minst én aktiv administrator");
});

test("another organisation and one that does not exist look the same", async ({ page }) => {
  await signIn(page, accountOf("nhf", "org_admin").email, { to: "/o/nhf" });
  const seen: (string | null)[] = [];
  for (const org of ["hlf", "finnes-ikke"]) {
    const answer = await page.goto(`/o/${org}/people`);
    expect(answer?.status()).toBe(404);
    seen.push(await page.getByRole("main").textContent());
    expect((await page.request.get(`/api/internal/${org}/people?q=a`)).status()).toBe(404);
  }
  expect(seen[0]).toBe(seen[1]);
  // Nobody by that id, and one that is no id: not found in the organisation's frame, with a title.
  for (const id of ["00000000-0000-4000-8000-000000000000", "kari"]) {
    expect((await page.goto(`/o/nhf/people/${id}`))?.status()).toBe(404);
    await expect(page).toHaveTitle(/\S/);
  }
  expect((await page.goto("/admin"))?.status()).toBe(404);
});

test("signing out everywhere ends the other device too", async ({ page, browser }) => {
  const own = await (await browser.newContext({ locale: "nb-NO" })).newPage();
  const email = `to.enheter.${Date.now()}@nhf.example`;
  await addPerson(page, own, "To Enheter", email);
  const other = await (await browser.newContext({ locale: "nb-NO" })).newPage();
  for (const device of [own, other]) {
    await signIn(device, email, { to: "/o/nhf/account", password: PASSWORD, fresh: true });
  }
  await own.getByRole("button", { name: "Logg ut overalt" }).click();
  await own.waitForURL(/\/sign-in/);
  await other.goto("/o/nhf/account");
  await expect(other).toHaveURL(/\/sign-in/);
  await Promise.all([own.context().close(), other.context().close()]);
});
