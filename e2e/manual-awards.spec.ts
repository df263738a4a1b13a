import type { Page } from "@playwright/test";
import { createOrganization } from "./command";
import { expect, test } from "./fixtures";
import { addPerson, button, field, heading, main, redeem, row, somebodyElse } from "./steps";
import { say } from "./words";

const NOMINEE = "Kari Nordmann";
const OTHER = "Per Hansen";
const BADGE = "Special effort";

test.setTimeout(300_000);

/** The dialog that asks before something is done. */
async function confirm(page: Page, label: string, reason?: string) {
  const dialog = page.getByRole("dialog");
  if (reason) await field(dialog, say("byHand.approvals.reason")).fill(reason);
  await button(dialog, label).click();
  await expect(dialog).toBeHidden();
}

async function activate(page: Page, path: string, name: string) {
  await page.goto(`${path}/achievements`);
  await page.getByRole("link", { name, exact: true }).click();
  await button(page, say("achievements.actions.activate")).click();
  await confirm(page, say("achievements.actions.activate"));
}

/** Somebody who looks after others is made in two steps: a person, and then their role. */
async function addCoordinator(page: Page, path: string, name: string, email: string): Promise<string> {
  await page.goto(`${path}/people/new`);
  await field(page, say("people.displayName")).fill(name);
  await field(page, say("people.email")).fill(email);
  await field(page, say("people.role")).selectOption("coordinator");
  await button(main(page), say("people.add")).click();
  return await page.getByLabel(say("people.link.label", { name })).inputValue();
}

async function nominate(page: Page, path: string, typed: string, name: string) {
  await page.goto(`${path}/nominate`);
  await page.getByRole("combobox", { name: say("badges.person") }).pressSequentially(typed);
  await page.getByRole("option", { name }).click();
  await field(page, say("badges.achievement")).selectOption({ label: BADGE });
  await field(page, say("badges.reason")).fill("Always there on Fridays");
  await button(main(page), say("byHand.nominate.submit")).click();
  await page.waitForURL(`**${path}/badges/approvals`);
  await expect(row(page, name)).toBeVisible();
}

/** The one who proposed leaves the answer to another. */
async function seeOwnProposal(page: Page, name: string) {
  await expect(row(page, name)).toContainText(say("byHand.approvals.your_proposal"));
  await expect(row(page, name).getByRole("checkbox")).toHaveCount(0);
}

async function answer(page: Page, path: string) {
  await page.goto(path);
  await page.getByRole("link", { name: say("organizations.dashboard.count.approvals") }).click();
  await page.waitForURL(`**${path}/badges/approvals`);
  await row(page, NOMINEE).getByRole("checkbox").check();
  await button(page, say("byHand.approvals.approve")).click();
  await expect(row(page, NOMINEE)).toHaveCount(0);
  await row(page, OTHER).getByRole("checkbox").check();
  await button(page, say("byHand.approvals.reject")).click();
  await confirm(page, say("byHand.approvals.reject"), "Not yet");
  await expect(page.getByText(say("byHand.approvals.none"))).toBeVisible();
}

/** A list with good and bad lines: what becomes of each is seen first, and the bad ones stop nobody. */
async function awardMany(page: Page, path: string, emails: readonly string[], own: string) {
  await page.goto(`${path}/badges/batches`);
  await page.getByRole("link", { name: say("batches.new") }).click();
  await field(page, say("badges.achievement")).selectOption({ label: BADGE });
  await field(page, say("badges.reason")).fill("Thanks for the autumn");
  await page.getByLabel(say("batches.wayList")).check();
  await field(page, say("batches.list")).fill(
    ["person", ...emails, "nobody@nowhere.example", own].join("\n"),
  );
  await button(main(page), say("batches.preview")).click();
  await expect(
    page.getByRole("heading", { name: say("batches.previewTitle", { achievement: BADGE }) }),
  ).toBeFocused();
  await expect(row(page, "nobody@nowhere.example")).toContainText(say("batches.outcomes.unknown_person"));
  await expect(row(page, own)).toContainText(say("batches.outcomes.yourself"));
  await expect(row(page, NOMINEE)).toContainText(say("batches.outcomes.already_held"));
  await button(main(page), say("batches.award", { count: 1 })).dblclick();
  await page.waitForURL(/\/badges\/batches\/[0-9a-f-]{36}/);
  await expect(heading(page)).toHaveText(say("batches.heading", { achievement: BADGE, count: 1 }));
  await expect(row(page, OTHER)).toContainText(say("batches.got"));
}

async function undo(page: Page, path: string) {
  await button(page, say("batches.undo")).click();
  await confirm(page, say("batches.undo"));
  await expect(page.getByText(say("batches.undone"), { exact: true }).first()).toBeVisible();
  await expect(button(page, say("batches.undo"))).toHaveCount(0);
  await page.goto(`${path}/badges?status=revoked`);
  await expect(row(page, OTHER)).toHaveCount(1);
  await page.goto(`${path}/badges?status=awarded`);
  await expect(row(page, NOMINEE)).toHaveCount(1);
  await expect(row(page, OTHER)).toHaveCount(0);
}

test("somebody is nominated and another says yes; a badge is given to many and taken back together", async ({
  page,
  browser,
}) => {
  const { slug, mark, admin, link } = await createOrganization(`By hand ${Date.now()}`);
  const path = `/o/${slug}`;
  const [kari, per, ola] = ["kari", "per", "ola"].map((name) => `${name}@${mark}.example`) as [
    string,
    string,
    string,
  ];
  await redeem(page, link, admin, path);
  await activate(page, path, BADGE);
  const own = await somebodyElse(browser);
  await redeem(own.page, await addPerson(page, path, NOMINEE, kari), kari, `${path}/profile`);
  await addPerson(page, path, OTHER, per);
  const proposer = await somebodyElse(browser);
  await redeem(proposer.page, await addCoordinator(page, path, "Ola Olsen", ola), ola, path);

  await nominate(proposer.page, path, "kari", NOMINEE);
  await seeOwnProposal(proposer.page, NOMINEE);
  await nominate(proposer.page, path, "per h", OTHER);
  // Nothing of it is seen before it is a yes.
  await own.page.reload();
  await expect(own.page.getByText(say("profile.noBadges.self"))).toBeVisible();
  await answer(page, path);
  await own.page.reload();
  await expect(own.page.getByRole("region", { name: say("profile.earned") })).toContainText(BADGE);

  await awardMany(proposer.page, path, [kari, per], ola);
  await undo(proposer.page, path);
  expect([...own.errors, ...proposer.errors]).toEqual([]);
  await own.page.context().close();
  await proposer.page.context().close();
});
