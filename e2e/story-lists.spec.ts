import type { Page } from "@playwright/test";
import { createOrganization } from "./command";
import { expect, test } from "./fixtures";
import { choose, expectFocus, go, press, type } from "./keyboard";
import { activate, addPerson, button, errorSummary, field, heading, main, redeem, row } from "./steps";
import { say } from "./words";

const PEOPLE = ["Berit Dahl", "Kari Nordmann", "Per Hansen"] as const;
const BADGE = "Special effort";
const TYPE = "Course leader";

test.setTimeout(300_000);

const box = (page: Page, name: string) => page.getByRole("checkbox", { name, exact: true });
const person = (page: Page, name: string) => box(page, say("common.selection.row", { name }));
const bar = (page: Page) => page.getByRole("region", { name: say("common.selection.label") });
const countIs = (page: Page, count: number) =>
  expect(bar(page).getByRole("status")).toHaveText(say("common.selection.chosen", { count }));

async function tick(page: Page, target: ReturnType<typeof box>) {
  await go(page, target);
  await press(page, "Space");
  await expect(target).toBeChecked();
}

async function choosePeople(page: Page, path: string) {
  await page.goto(`${path}/people`);
  for (const [at, name] of PEOPLE.entries()) {
    await tick(page, person(page, name));
    await countIs(page, at + 1);
  }
}

/**
 * Whoever was chosen in the list of people is chosen for the badge. They are not told: with the mail goes the badge as a
 * file, and what went out does not come back.
 */
async function awardFromTheList(page: Page, path: string) {
  await choosePeople(page, path);
  await choose(page, bar(page).getByRole("link", { name: say("people.awardToChosen") }));
  await page.waitForURL(/\/badges\/batches\/new\?ids=/);
  await expect(main(page).getByText(say("batches.chosen", { count: PEOPLE.length }))).toBeVisible();
  await field(page, say("badges.achievement")).selectOption({ label: BADGE });
  await type(page, field(page, say("badges.reason")), "Thanks");
  await tick(page, field(page, say("batches.silent")));
  await choose(page, button(main(page), say("batches.preview")));
  await choose(page, button(main(page), say("batches.award", { count: PEOPLE.length })));
  await page.waitForURL(/\/badges\/batches\/[0-9a-f-]{36}/);
}

/** What will be seen is said first, a reason is asked for, and what became of each stands on a page of its own. */
async function revokeAll(page: Page, path: string) {
  await page.goto(`${path}/badges`);
  await tick(page, box(page, say("common.selection.page")));
  await countIs(page, PEOPLE.length);
  await choose(page, bar(page).getByRole("link", { name: say("badgeRevocations.revokeChosen") }));
  await expect(heading(page)).toHaveText(say("badgeRevocations.new"));
  await expectFocus(page, "going to the preview");
  await expect(main(page).getByText(say("badgeRevocations.holdersSee"))).toBeVisible();
  const send = button(main(page), say("badgeRevocations.confirm", { count: PEOPLE.length }));
  await choose(page, send);
  await expect(errorSummary(page)).toBeFocused();
  await type(page, field(page, say("badgeRevocations.reason")), "Given by mistake");
  await choose(page, send);
  await page.waitForURL(/\/badges\/revocations\/[0-9a-f-]{36}/);
  await expect(heading(page)).toHaveText(say("badgeRevocations.heading", { count: PEOPLE.length }));
  await expect(row(page, PEOPLE[1])).toContainText(say("badgeRevocations.outcomes.revoked"), {
    timeout: 60_000,
  });
}

/** Said at once, and still to be seen in the list it leads to. */
async function giveBack(page: Page, path: string) {
  await choose(page, button(main(page), say("badgeRevocations.undo")));
  await choose(page, button(page.getByRole("dialog"), say("badgeRevocations.undoConfirm")));
  await page.waitForURL(`**${path}/badges/batches`);
  await expect(row(page, say("badgeRevocations.states.undone"))).toBeVisible();
  await expect(
    page.getByText(say("badgeRevocations.undoDone", { count: PEOPLE.length, left: 0 })).first(),
  ).toBeVisible();
  await expectFocus(page, "undoing");
  await page.goto(`${path}/badges?status=awarded`);
  for (const name of PEOPLE) await expect(row(page, name)).toBeVisible();
}

async function makeType(page: Page, path: string) {
  await page.goto(`${path}/certifications/types/new`);
  await field(page, say("certifications.types.name")).fill(TYPE);
  await field(page, say("certifications.types.code")).fill("course-leader");
  await field(page, say("certifications.types.validityMonths")).fill("12");
  await button(main(page), say("certifications.types.create")).click();
  await expect(row(page, TYPE)).toBeVisible();
}

/** Whoever was chosen in the list of people is chosen for the certificate, of which there is one type. */
async function issueFromTheList(page: Page, path: string) {
  await choosePeople(page, path);
  await choose(page, bar(page).getByRole("link", { name: say("people.issueToChosen") }));
  await expect(main(page).getByText(say("batches.chosen", { count: PEOPLE.length }))).toBeVisible();
  // They stand above the way to go, and come a moment after the page.
  await expect(main(page).getByText(say("batches.found", { count: PEOPLE.length + 1 }))).toBeVisible();
  await choose(page, button(main(page), say("issuing.preview")));
  await choose(page, button(main(page), say("issuing.issue", { count: PEOPLE.length })));
  await page.waitForURL(/\/certifications\/batches\/[0-9a-f-]{36}/);
}

async function takeBack(page: Page, path: string) {
  const undo = button(main(page), say("issuing.undo"));
  await expect(undo).toBeVisible({ timeout: 60_000 });
  await choose(page, undo);
  await choose(page, button(page.getByRole("dialog"), say("issuing.undo")));
  await page.waitForURL(`**${path}/certifications/batches`);
  await expect(row(page, TYPE)).toContainText(say("issuing.undone"));
  await expect(heading(page)).toBeFocused();
  await expectFocus(page, "undoing");
}

test("rows are chosen by the keyboard: people for a badge, and badges that are revoked together and given back", async ({
  page,
}) => {
  const { slug, mark, admin, link } = await createOrganization(`Lists ${Date.now()}`);
  const path = `/o/${slug}`;
  await redeem(page, link, admin, path);
  await activate(page, path, BADGE);
  for (const [at, name] of PEOPLE.entries()) await addPerson(page, path, name, `p${at}@${mark}.example`);
  await awardFromTheList(page, path);
  await revokeAll(page, path);
  await giveBack(page, path);
});

test("people are chosen by the keyboard for a certificate, which is taken back from all of them", async ({
  page,
}) => {
  const { slug, mark, admin, link } = await createOrganization(`Certificates ${Date.now()}`);
  const path = `/o/${slug}`;
  await redeem(page, link, admin, path);
  await makeType(page, path);
  for (const [at, name] of PEOPLE.entries()) await addPerson(page, path, name, `p${at}@${mark}.example`);
  await issueFromTheList(page, path);
  await takeBack(page, path);
});
