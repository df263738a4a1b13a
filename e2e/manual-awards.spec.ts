import type { Page } from "@playwright/test";
import { nominate, previewMany, undo } from "./by-hand";
import { createOrganization } from "./command";
import { expect, test } from "./fixtures";
import {
  activate,
  addCoordinator,
  addPerson,
  button,
  confirm,
  heading,
  main,
  redeem,
  row,
  somebodyElse,
} from "./steps";
import { say } from "./words";

const NOMINEE = "Kari Nordmann";
const OTHER = "Per Hansen";
const BADGE = "Special effort";

test.setTimeout(300_000);

/** The one who proposed leaves the answer to another. */
async function seeOwnProposal(page: Page, name: string) {
  await expect(row(page, name)).toContainText(say("byHand.approvals.your_proposal"));
  await expect(row(page, name).getByRole("checkbox")).toHaveCount(0);
}

async function answer(page: Page, path: string) {
  await page.goto(path);
  await expect(
    page.getByRole("region", { name: say("dashboard.queue.kind.approvals", { count: 2 }) }),
  ).toContainText(NOMINEE);
  await page.goto(`${path}/badges/approvals`);
  await row(page, NOMINEE).getByRole("checkbox").check();
  await button(page, say("byHand.approvals.approve")).click();
  await expect(row(page, NOMINEE)).toHaveCount(0);
  await row(page, OTHER).getByRole("checkbox").check();
  await button(page, say("byHand.approvals.reject")).click();
  await confirm(page, say("byHand.approvals.reject"), { [say("byHand.approvals.reason")]: "Not yet" });
  await expect(page.getByText(say("byHand.approvals.none"))).toBeVisible();
}

/** A list with good and bad lines: what becomes of each is seen first, and the bad ones stop nobody. */
async function awardMany(page: Page, path: string, emails: readonly string[], own: string) {
  await previewMany(page, path, { achievement: BADGE, people: [...emails, "nobody@nowhere.example", own] });
  await expect(row(page, "nobody@nowhere.example")).toContainText(say("batches.outcomes.unknown_person"));
  await expect(row(page, own)).toContainText(say("batches.outcomes.yourself"));
  await expect(row(page, NOMINEE)).toContainText(say("batches.outcomes.already_held"));
  await button(main(page), say("batches.award", { count: 1 })).dblclick();
  await page.waitForURL(/\/badges\/batches\/[0-9a-f-]{36}/);
  await expect(heading(page)).toHaveText(say("batches.heading", { achievement: BADGE, count: 1 }));
  await expect(row(page, OTHER)).toContainText(say("batches.got"));
}

async function takeBack(page: Page, path: string) {
  await undo(page);
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

  await nominate(proposer.page, path, { achievement: BADGE, name: NOMINEE, typed: "kari" });
  await seeOwnProposal(proposer.page, NOMINEE);
  await nominate(proposer.page, path, { achievement: BADGE, name: OTHER, typed: "per h" });
  // Nothing of it is seen before it is a yes.
  await own.page.reload();
  await expect(own.page.getByText(say("profile.noBadges.self"))).toBeVisible();
  await answer(page, path);
  await own.page.reload();
  await expect(own.page.getByRole("list", { name: say("profile.earned"), exact: true })).toContainText(BADGE);

  await awardMany(proposer.page, path, [kari, per], ola);
  await takeBack(proposer.page, path);
  expect([...own.errors, ...proposer.errors]).toEqual([]);
  await own.page.context().close();
  await proposer.page.context().close();
});
