import type { Page } from "@playwright/test";
import { createOrganization } from "./command";
import { expect, test } from "./fixtures";
import { choose, expectFocus, pick, press, search, type } from "./keyboard";
import { button, errorSummary, field, heading, main, PASSWORD, row } from "./steps";
import { say } from "./words";

const HOLDER = "Kari Nordmann";
const EARNED = "A visit";

test.setTimeout(300_000);

const link = (page: Page, name: string) => main(page).getByRole("link", { name, exact: true });
const place = (page: Page, key: string) =>
  page
    .getByRole("navigation", { name: say("shell.mainNavigation") })
    .getByRole("link", { name: say(`organizations.navigation.${key}`), exact: true });

/** A part of the organisation, from wherever one is; then past the menu to what it shows. */
async function visit(page: Page, key: string) {
  await choose(page, place(page, key));
  await expect(heading(page)).toHaveText(say(`organizations.navigation.${key}`));
  await expectFocus(page, `going to ${key}`);
}

async function arrive(page: Page, title: string) {
  await expect(heading(page)).toHaveText(title);
  await expectFocus(page, `arriving at ${title}`);
}

async function setPassword(page: Page, invitation: string) {
  await page.goto(invitation);
  await type(page, field(page, say("auth.link.password")), PASSWORD);
  await press(page, "Enter");
  await page.waitForURL(/\/sign-in/);
}

/** Wrong first: the summary takes the focus and leads back to the field. */
async function enter(page: Page, email: string) {
  const mail = field(page, say("auth.signIn.email"));
  await choose(page, button(main(page), say("auth.signIn.submit")));
  await expect(errorSummary(page)).toBeFocused();
  await expect(page).toHaveTitle(/^Error: /);
  await press(page, "Tab");
  await press(page, "Enter");
  await expect(mail).toBeFocused();
  await type(page, mail, email);
  await type(page, field(page, say("auth.signIn.password")), PASSWORD);
  await press(page, "Enter");
  await page.waitForURL(/\/o\//);
}

async function defineAchievement(page: Page) {
  await visit(page, "achievements");
  await choose(page, link(page, say("achievements.list.new")));
  await arrive(page, say("achievements.form.newTitle"));
  const save = button(main(page), say("achievements.form.create"));
  await choose(page, save);
  await expect(errorSummary(page)).toBeFocused();
  await type(page, field(page, say("achievements.form.name")), EARNED);
  await type(page, field(page, say("achievements.form.description")), "For a visit.");
  await type(page, field(page, say("achievements.form.threshold")), "1");
  await choose(page, save);
  await arrive(page, EARNED);
}

/** Escape is the way out of a dialog and leads back; so does what was asked for. */
async function activate(page: Page) {
  await choose(page, link(page, say("achievements.actions.activate")));
  await arrive(page, say("preview.title", { name: EARNED }));
  const put = button(main(page), say("preview.publish.button"));
  const dialog = page.getByRole("dialog");
  await choose(page, put);
  await expectFocus(page, "opening a dialog");
  await expect(button(dialog, say("common.cancel"))).toBeFocused();
  await press(page, "Shift+Tab");
  await expect(button(dialog, say("preview.publish.confirm"))).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(dialog).toBeHidden();
  await expect(put).toBeFocused();
  await press(page, "Space");
  await choose(page, button(dialog, say("preview.publish.confirm")));
  await arrive(page, EARNED);
  await expect(main(page).getByText(say("achievements.status.active"), { exact: true })).toBeVisible();
}

/** Its place in the order, and the focus stays on the button that moved it. */
async function moveUp(page: Page) {
  await visit(page, "achievements");
  const up = main(page).getByRole("button", { name: say("common.move.upName", { name: EARNED }) });
  const places = main(page).getByRole("row").count();
  const before = await row(page, EARNED).evaluate((element) => (element as HTMLTableRowElement).rowIndex);
  expect(before).toBe((await places) - 1);
  await choose(page, up);
  await expect
    .poll(() => row(page, EARNED).evaluate((element) => (element as HTMLTableRowElement).rowIndex))
    .toBe(before - 1);
  await expect(up).toBeFocused();
  await expectFocus(page, "moving a row");
}

async function addHolder(page: Page, email: string): Promise<string> {
  await visit(page, "people");
  await choose(page, link(page, say("people.add")));
  await arrive(page, say("people.add"));
  await type(page, field(page, say("people.displayName")), HOLDER);
  await type(page, field(page, say("people.email")), email);
  await press(page, "Enter");
  const made = page.getByLabel(say("people.link.label", { name: HOLDER }));
  await expect(made).toBeVisible();
  await expectFocus(page, "adding a person");
  return made.inputValue();
}

async function recordActivity(page: Page) {
  await visit(page, "activity");
  await choose(page, link(page, say("facts.activity.add")).first());
  await arrive(page, say("facts.activity.add"));
  await search(page, page.getByRole("combobox", { name: say("facts.person") }), "kari", HOLDER);
  await type(page, field(page, say("facts.kind")), "visit");
  await choose(page, button(main(page), say("facts.activity.add")));
  await arrive(page, say("facts.activity.title"));
}

async function seeTheAward(page: Page) {
  await expect(async () => {
    await page.reload();
    await choose(page, place(page, "badges"));
    await expect(row(page, EARNED)).toBeVisible({ timeout: 1_000 });
  }).toPass({ timeout: 30_000 });
  await choose(page, row(page, EARNED).getByRole("link").first());
  await arrive(page, say("badges.detail.heading", { achievement: EARNED, person: HOLDER }));
}

async function issueAndRevoke(page: Page) {
  await visit(page, "certifications");
  await choose(page, link(page, say("certificateList.tabs.types")));
  await arrive(page, say("certifications.types.title"));
  await choose(page, link(page, say("certifications.types.new")).first());
  await arrive(page, say("certifications.types.new"));
  await type(page, field(page, say("certifications.types.name")), "Certified");
  await type(page, field(page, say("certifications.types.code")), "certified");
  await press(page, "Enter");
  await arrive(page, say("certifications.types.title"));
  await visit(page, "certifications");
  await choose(page, link(page, say("certifications.issue.title")).first());
  await arrive(page, say("certifications.issue.title"));
  await search(page, page.getByRole("combobox", { name: say("certifications.person") }), "kari", HOLDER);
  await pick(
    page,
    field(page, say("certifications.type")),
    say("certifications.issue.typeLifetime", { name: "Certified" }),
  );
  await choose(page, button(main(page), say("certifications.issue.submit")));
  await expect(heading(page)).toHaveText(/-00001$/);
  await expectFocus(page, "issuing");

  await choose(page, button(main(page), say("certifications.revocation.revoke")));
  const dialog = page.getByRole("dialog");
  const reason = field(dialog, say("certifications.reason"));
  await choose(page, button(dialog, say("certifications.revocation.revoke")));
  await expect(reason).toBeFocused();
  await page.keyboard.type("Issued by mistake");
  await choose(page, button(dialog, say("certifications.revocation.revoke")));
  await expect(dialog).toBeHidden();
  await expect(
    main(page).getByText(say("certifications.standing.revoked"), { exact: true }).first(),
  ).toBeVisible();
  await expectFocus(page, "revoking");
}

async function leave(page: Page, name: string) {
  const menu = page.locator("summary", { has: page.getByText(name) });
  await choose(page, menu);
  await choose(page, button(page, say("shell.signOut")));
  await page.waitForURL(/\/sign-in/);
}

test("the story by keyboard alone: no press of a mouse, and the focus is never lost or out of sight", async ({
  page,
}) => {
  const { mark, admin, link: invitation } = await createOrganization("Keyboard");
  await page.addInitScript(() => {
    document.addEventListener("pointerdown", () => console.error("a mouse was used"), true);
  });
  await setPassword(page, invitation);
  await enter(page, admin);
  await defineAchievement(page);
  await activate(page);
  await moveUp(page);
  const email = `kari@${mark}.example`;
  const own = await addHolder(page, email);
  await recordActivity(page);
  await seeTheAward(page);
  await issueAndRevoke(page);
  await leave(page, "admin");

  await setPassword(page, own);
  await enter(page, email);
  await arrive(page, HOLDER);
  await expect(main(page)).toContainText(EARNED);
  await expect(main(page)).toContainText("Issued by mistake");
});
