import type { Page } from "@playwright/test";
import { accountOf } from "./accounts";
import { createOrganization } from "./command";
import { expect, signIn, test } from "./fixtures";
import { press } from "./keyboard";
import { button, field, heading, main, redeem } from "./steps";
import { say } from "./words";

const emailOf = (role: string) => accountOf("nhf", role).email;

const question = (page: Page) => page.getByRole("dialog", { name: say("common.leave.question") });
const title = (page: Page) => field(page, say("facts.course.courseTitle"));

/** The list, then the form, so that there is a way back within the app; the list is the way forward too. */
async function openForm(page: Page, path: string): Promise<void> {
  await main(page)
    .getByRole("link", { name: say("facts.course.add"), exact: true })
    .first()
    .click();
  await expect(page).toHaveURL(`${path}/courses/new`);
  await expect(title(page)).toBeVisible();
}

async function stay(page: Page): Promise<void> {
  await expect(question(page)).toBeVisible();
  await expect(button(question(page), say("common.leave.stay"))).toBeFocused();
  await press(page, "Escape");
  await expect(question(page)).toBeHidden();
  await expect(page).toHaveURL(/\/courses\/new$/);
  await expect(title(page)).toHaveValue("Not saved");
}

async function leave(page: Page): Promise<void> {
  await expect(question(page)).toBeVisible();
  await button(question(page), say("common.leave.leave")).click();
  await expect(question(page)).toBeHidden();
}

/** The browser's own buttons. Nobody waits for where they lead: perhaps it is asked first. */
const back = (page: Page) => void page.goBack().catch(() => null);
const forward = (page: Page) => void page.goForward().catch(() => null);

const WAYS: Readonly<Record<string, (page: Page) => unknown>> = {
  back,
  link: (page) =>
    page
      .getByRole("navigation")
      .getByRole("link", { name: say("organizations.navigation.people") })
      .click(),
  palette: async (page) => {
    await page.keyboard.press("Control+k");
    await page
      .getByRole("combobox", { name: say("search.label") })
      .fill(say("organizations.navigation.people"));
    await expect(page.getByRole("option").first()).toBeVisible();
    await page.keyboard.press("Enter");
  },
  "signing out": async (page) => {
    const signOut = button(page, say("shell.signOut"));
    if (!(await signOut.isVisible())) await page.locator("header summary").last().click();
    await signOut.click();
  },
};

const ENDS: Readonly<Record<string, RegExp>> = {
  back: /\/courses$/,
  link: /\/people$/,
  palette: /\/people$/,
  "signing out": /\/sign-in/,
};

for (const [way, go] of Object.entries(WAYS))
  test(`what is typed and not saved is asked about: ${way}`, async ({ page }) => {
    await signIn(page, emailOf("org_admin"), { to: "/o/nhf/courses", fresh: way === "signing out" });
    await openForm(page, "/o/nhf");
    await title(page).fill("Not saved");
    await go(page);
    await stay(page);
    await go(page);
    await leave(page);
    await expect(page).toHaveURL(ENDS[way] ?? "");
  });

test("forward asks too, and the page before is still a step away after staying", async ({ page }) => {
  await signIn(page, emailOf("org_admin"), { to: "/o/nhf/courses" });
  await openForm(page, "/o/nhf");
  await page
    .getByRole("navigation")
    .getByRole("link", { name: say("organizations.navigation.people") })
    .click();
  await expect(page).toHaveURL(/\/people$/);
  await page.goBack();
  await title(page).fill("Not saved");
  forward(page);
  await stay(page);
  forward(page);
  await leave(page);
  await expect(page).toHaveURL(/\/people$/);
  await page.goBack();
  await page.goBack();
  await expect(page).toHaveURL(/\/courses$/);
});

test("a browser that only tells afterwards is asked all the same", async ({ page }) => {
  await page.addInitScript(() => Object.defineProperty(window, "navigation", { value: undefined }));
  await signIn(page, emailOf("org_admin"), { to: "/o/nhf/courses" });
  await openForm(page, "/o/nhf");
  await title(page).fill("Not saved");
  back(page);
  await stay(page);
  back(page);
  await leave(page);
  await expect(page).toHaveURL(/\/courses$/);
  await expect(heading(page)).toHaveText(say("organizations.navigation.courses"));
});

test("back twice without doing anything between does not lose it", async ({ page }) => {
  await signIn(page, emailOf("org_admin"), { to: "/o/nhf/courses" });
  await openForm(page, "/o/nhf");
  await title(page).fill("Not saved");
  await page.evaluate(() => history.back());
  await expect(question(page)).toBeVisible();
  await page.evaluate(() => history.back());
  await stay(page);
});

test("closing the tab is asked about by the browser", async ({ page }) => {
  await signIn(page, emailOf("org_admin"), { to: "/o/nhf/courses/new" });
  await title(page).fill("Not saved");
  const asked = page.waitForEvent("dialog");
  await page.close({ runBeforeUnload: true });
  const dialog = await asked;
  expect(dialog.type()).toBe("beforeunload");
  await dialog.dismiss();
  await expect(title(page)).toHaveValue("Not saved");
});

test("nothing is asked when nothing was typed, when it was taken back, or when it is saved", async ({
  page,
}) => {
  const { slug, admin, link } = await createOrganization("Leaving");
  const path = `/o/${slug}`;
  await redeem(page, link, admin, `${path}/courses`);
  await openForm(page, path);
  await page.goBack();
  await expect(page).toHaveURL(`${path}/courses`);

  await openForm(page, path);
  await title(page).fill("Not saved");
  await title(page).fill("");
  await page.goBack();
  await expect(page).toHaveURL(`${path}/courses`);

  await openForm(page, path);
  await field(page, say("facts.course.code")).fill("KEPT");
  await title(page).fill("Kept");
  await button(main(page), say("facts.save")).click();
  await expect(page).not.toHaveURL(/\/new$/);
  await page.goBack();
  await expect(title(page)).toBeVisible();
  await page.goForward();
  await expect(page).not.toHaveURL(/\/new$/);
});

test.describe("without the question", () => {
  test.use({ allowedErrors: [/503/] });

  test("where it cannot be fetched the browser asks, once for each time one wants to leave", async ({
    page,
  }) => {
    await signIn(page, emailOf("org_admin"), { to: "/o/nhf/courses" });
    await openForm(page, "/o/nhf");
    const asked: string[] = [];
    const isLast = () => asked.length === 3;
    await page.route("**/_next/static/chunks/**", (route) =>
      isLast() ? route.continue() : route.fulfill({ status: 503, body: "" }),
    );
    page.on("dialog", (dialog) => {
      asked.push(dialog.message());
      return isLast() ? dialog.accept() : dialog.dismiss();
    });
    await title(page).fill("Not saved");
    const words = `${say("common.leave.question")} ${say("common.leave.consequence")}`;
    for (const times of [1, 2]) {
      await WAYS.link?.(page);
      await expect.poll(() => asked).toEqual(Array(times).fill(words));
      await expect(title(page)).toHaveValue("Not saved");
    }
    await WAYS.link?.(page);
    await expect(page).toHaveURL(/\/people$/);
    expect(asked).toEqual(Array(3).fill(words));
  });
});
