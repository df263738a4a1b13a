import type { Locator, Page } from "@playwright/test";
import { DEMO_GLOBAL_ADMIN, DEMO_PASSWORD } from "@/lib/demo/accounts";
import { accountOf } from "./accounts";
import { expect, signIn, test } from "./fixtures";
import { type SecondServer, startSecondServer } from "./second-server";
import { button, confirm, field, heading, main, somebodyElse } from "./steps";
import { expectUsable } from "./usable";
import { say } from "./words";

test.describe.configure({ mode: "serial" });
test.setTimeout(300_000);

let second: SecondServer;
test.beforeAll(async () => {
  second = await startSecondServer();
});
test.afterAll(() => second?.close());

function emailOf(role: "org_admin" | "peer_mentor"): string {
  return accountOf("hlf", role).email;
}

const BACKPACK = "Heder et annet sted";
const own = "/o/hlf/profile/backpack";
const elsewhere = (page: Page): Locator => page.getByRole("region", { name: say("collection.elsewhere") });

/** Signs in at the second server, where the page already stands. */
async function signInThere(page: Page, email = emailOf("peer_mentor")): Promise<void> {
  const form = page.locator("form", { has: page.locator('input[name="password"]') });
  await form.locator('input[name="email"]').fill(email);
  await form.locator('input[name="password"]').fill(DEMO_PASSWORD);
  await form.locator('button[type="submit"]').click();
}

/** Looks again until it is there: jobs take their time. */
async function comes(page: Page, what: Locator): Promise<void> {
  await expect(async () => {
    await page.reload();
    await expect(what).toBeVisible({ timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
}

/** Looks again until none of it is there. */
async function goes(page: Page, what: Locator): Promise<void> {
  await expect(async () => {
    await page.reload();
    await expect(main(page).getByRole("table")).toBeVisible();
    await expect(what).toHaveCount(0, { timeout: 2_000 });
  }).toPass({ timeout: 60_000 });
}

test("an administrator offers another Heder as a backpack", async ({ page }) => {
  await signIn(page, emailOf("org_admin"), { to: "/o/hlf/settings/backpacks" });
  await field(page, say("backpacks.settings.name")).fill(BACKPACK);
  await field(page, say("backpacks.settings.apiUrl")).fill(`${second.url}/ims/ob/v3p0`);
  await button(main(page), say("backpacks.settings.submit")).click();
  await expect(main(page).getByRole("heading", { name: BACKPACK })).toBeVisible();
});

test("a peer mentor says no there, then yes, and their badges travel and are found genuine", async ({
  page,
}) => {
  await signIn(page, emailOf("peer_mentor"), { to: own });
  const connect = main(page).getByRole("button", { name: `${say("backpacks.connect")}: ${BACKPACK}` });
  await connect.click();
  await page.waitForURL(/127\.0\.0\.1:\d+\/sign-in/);
  await signInThere(page);
  await page.waitForURL(/\/oauth\/authorize\?/);
  await expect(heading(page)).toHaveText(say("backpack.consent.title"));
  await expect(main(page)).toContainText(
    new URL(page.url()).searchParams.get("redirect_uri")?.split("/")[2] ?? "?",
  );
  await expectUsable(page, "an application asks to send badges");
  await button(main(page), say("backpack.consent.refuse")).click();
  await page.waitForURL(/localhost:\d+.*done=no/);
  await expect(main(page)).toContainText(say("backpacks.notConnected"));

  await connect.click();
  await page.waitForURL(/\/oauth\/authorize\?/);
  await button(main(page), say("backpack.consent.allow")).click();
  await page.waitForURL(/localhost:\d+.*done=yes/);
  await expect(main(page)).toContainText(say("backpacks.connected"));

  const sent = main(page).getByText(say("backpacks.states.pushed"), { exact: true }).first();
  await main(page)
    .getByRole("button", { name: `${say("backpacks.pushAll")}: ${BACKPACK}` })
    .click();
  await comes(page, sent);
  // The last of them too, before they are counted there.
  await goes(page, main(page).getByText(say("backpacks.states.pending"), { exact: true }));
  await expect(main(page).getByText(say("backpacks.states.failed"), { exact: true })).toHaveCount(0);
  const badge = (await main(page).getByRole("rowheader").first().textContent()) ?? "";

  await page.goto(`${second.url}/o/hlf/profile`);
  const there = elsewhere(page).getByRole("listitem").filter({ hasText: badge }).first();
  await comes(page, there.getByText(say("collection.standing.valid"), { exact: true }));
  await expect(there).not.toContainText(say("collection.otherHolder"));

  // Sent again, nothing is there twice.
  const many = await elsewhere(page).getByRole("listitem").count();
  await page.goto(own);
  await main(page)
    .getByRole("button", { name: `${say("backpacks.pushAll")}: ${BACKPACK}` })
    .click();
  await page.goto(`${second.url}/o/hlf/profile`);
  await expect(elsewhere(page).getByRole("listitem")).toHaveCount(many);
});

test("what came is hidden and shown by its keeper, and the application is disconnected on the account page", async ({
  page,
  browser,
}) => {
  await page.goto(`${second.url}/sign-in?to=/o/hlf/profile/collection`);
  await signInThere(page);
  await expect(heading(page)).toHaveText(say("collection.title"));
  const first = main(page).getByRole("listitem").first();
  const name = (await first.getByRole("heading").textContent()) ?? "";
  await first.getByRole("button", { name: `${say("collection.hide")}: ${name}` }).click();
  await expect(first.getByText(say("collection.isHidden"))).toBeVisible();

  await page.goto(`${second.url}/o/hlf/account`);
  await main(page)
    .getByRole("button", { name: new RegExp(`^${say("backpack.connected.disconnect")}: Heder, localhost`) })
    .click();
  await confirm(page, say("backpack.connected.disconnect"));
  await expect(main(page)).toContainText(say("backpack.connected.none"));

  const { page: mentor, errors } = await somebodyElse(browser);
  await signIn(mentor, emailOf("peer_mentor"), { to: own });
  await mentor
    .getByRole("main")
    .getByRole("button", { name: `${say("backpacks.disconnect")}: ${BACKPACK}` })
    .click();
  await confirm(mentor, say("backpacks.disconnect"));
  await expect(
    mentor.getByRole("main").getByRole("button", { name: `${say("backpacks.connect")}: ${BACKPACK}` }),
  ).toBeVisible();
  expect(errors).toEqual([]);
});

test("a badge from a file is kept, and a file that carries none says so", async ({ page }) => {
  await signIn(page, emailOf("peer_mentor"), { to: "/o/hlf/profile/collection" });
  const file = page.locator('input[type="file"]');
  await file.setInputFiles({
    name: "plain.svg",
    mimeType: "image/svg+xml",
    buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'),
  });
  await button(main(page), say("collection.add.submit")).click();
  await expect(main(page)).toContainText(say("errors.collection.plainPicture"));
  const { foreignBadge } = await import("./foreign-badge");
  const { svg } = await foreignBadge("Samtalepartner", "Noe annet");
  await file.setInputFiles({ name: "badge.svg", mimeType: "image/svg+xml", buffer: Buffer.from(svg) });
  await button(main(page), say("collection.add.submit")).click();
  const kept = main(page).getByRole("listitem").filter({ hasText: "Samtalepartner" });
  // Its key is its own issuer: unaltered, and of nobody we know.
  await comes(page, kept.getByText(say("collection.standing.nameless"), { exact: true }));
});

// The first server has a mail server; this one has not.
test("where nothing can send mail, who runs Heder reads on a page what would have been sent", async ({
  page,
}) => {
  await page.goto(`${second.url}/forgotten-password`);
  await main(page).locator('input[name="email"]').fill(emailOf("org_admin"));
  await main(page).locator('button[type="submit"]').click();
  await expect(main(page)).toContainText(say("auth.forgotten.sentTitle"));
  await page.goto(`${second.url}/sign-in?to=/admin/mail`);
  await signInThere(page, DEMO_GLOBAL_ADMIN.email);
  await expect(heading(page)).toHaveText(say("admin.mail.title"));
  await comes(page, main(page).getByRole("row").nth(1));
  await expectUsable(page, "mail that was kept");
  await main(page)
    .getByRole("row")
    .filter({ hasText: emailOf("org_admin") })
    .getByRole("link")
    .first()
    .click();
  await page.waitForURL(/\/admin\/mail\/.+/);
  await expectUsable(page, "one letter that was kept");
});
