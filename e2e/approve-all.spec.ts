import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { nominate, previewMany } from "./by-hand";
import { createOrganization, heder } from "./command";
import { expect, test } from "./fixtures";
import { choose, expectFocus, go, press, type } from "./keyboard";
import { activate, addCoordinator, addPerson, button, field, main, redeem, row, somebodyElse } from "./steps";
import { say } from "./words";

const DECIDED = "Trusted visitor";
const BADGE = "Special effort";
/** More than a page of those who wait. */
const MANY = 52;

test.setTimeout(300_000);

const bar = (page: Page) => page.getByRole("region", { name: say("common.selection.label") });
const address = (mark: string, at: number) => `p${at}@${mark}.example`;

async function give(kind: string, slug: string, lines: readonly string[]) {
  const file = join(process.env.HEDER_E2E_FOLDER ?? "", `${slug}-${kind}.csv`);
  writeFileSync(file, `${lines.join("\n")}\n`);
  await heder("import", kind, file, "--org", slug);
}

/** People, and a badge that somebody else has to say yes to. */
async function prepare(slug: string, mark: string) {
  const people = Array.from({ length: MANY }, (_, at) => `${address(mark, at)},Mentor ${at}`);
  await give("people", slug, ["person,name", ...people]);
  await give("achievements", slug, [
    "key,name,category,trigger_type,is_active,needs_approval",
    `trusted,${DECIDED},special,manual,true,true`,
  ]);
}

async function proposeMany(page: Page, path: string, mark: string) {
  const people = Array.from({ length: MANY }, (_, at) => address(mark, at));
  await previewMany(page, path, { achievement: DECIDED, people });
  await button(main(page), say("batches.award", { count: MANY })).click();
  await page.waitForURL(/\/badges\/batches\/[0-9a-f-]{36}/);
}

/** The rows of the page first, then all there are. */
async function chooseAll(page: Page, count: number) {
  const all = page.getByRole("checkbox", { name: say("common.selection.page"), exact: true });
  await go(page, all);
  await press(page, "Space");
  await choose(page, button(bar(page), say("byHand.approvals.chooseAll", { count })));
  await expect(bar(page).getByRole("status")).toHaveText(say("byHand.approvals.chosenAll", { count }));
}

/** It asks with the number, takes one text for all of them, says what was done, and the focus is somewhere. */
async function approveAll(page: Page) {
  await choose(page, button(bar(page), say("byHand.approvals.approve")));
  const dialog = page.getByRole("dialog", { name: say("byHand.approvals.approveQuestion", { count: MANY }) });
  await expect(dialog).toContainText(say("byHand.approvals.withoutOwn"));
  await type(page, field(dialog, say("byHand.approvals.comment")), "Thank you all");
  await choose(page, button(dialog, say("byHand.approvals.approve")));
  await expect(dialog).toBeHidden();
  await expect(page.getByText(say("byHand.approvals.approved", { count: MANY }))).toBeVisible();
  await expectFocus(page, "approving all");
}

test("all that wait are chosen by the keyboard, over all pages, and approved; one's own is left to others", async ({
  page,
  browser,
}) => {
  const { slug, mark, admin, link } = await createOrganization(`All ${Date.now()}`);
  const path = `/o/${slug}`;
  const ola = `ola@${mark}.example`;
  await redeem(page, link, admin, path);
  await activate(page, path, BADGE);
  await addPerson(page, path, "Kari Nordmann", `kari@${mark}.example`);
  await prepare(slug, mark);
  const proposer = await somebodyElse(browser);
  await redeem(proposer.page, await addCoordinator(page, path, "Ola Olsen", ola), ola, path);
  await nominate(page, path, { achievement: BADGE, name: "Kari Nordmann", typed: "kari" });
  await proposeMany(proposer.page, path, mark);
  await page.goto(`${path}/badges/approvals`);
  await chooseAll(page, MANY);
  await approveAll(page);
  await expect(row(page, "Kari Nordmann")).toContainText(say("byHand.approvals.your_proposal"));
  await expect(bar(page)).toHaveCount(0);
  expect(proposer.errors).toEqual([]);
  await proposer.page.context().close();
});
