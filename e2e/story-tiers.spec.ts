import type { Page } from "@playwright/test";
import { createOrganization } from "./command";
import { dayFromNow } from "./days";
import { expect, test } from "./fixtures";
import { choose, expectFocus, press, type } from "./keyboard";
import { printedIn } from "./printed";
import { addPerson, button, field, heading, main, redeem, row, somebodyElse } from "./steps";
import { say } from "./words";

const HOLDER = "Kari Nordmann";
const THIS_YEAR = dayFromNow(0).year;
const LAST_YEAR = String(THIS_YEAR - 1);

test.setTimeout(300_000);

const said = (page: Page, text: string) => page.getByRole("status").filter({ hasText: text });
const banner = (page: Page) =>
  page.getByRole("region", { name: new RegExp(`^${say("tiers.banner.label")}: `) });

/** The names of the tiers in use as they stand, the highest on top. */
const ladder = (page: Page) =>
  page
    .getByRole("table", { name: say("tiers.list.caption") })
    .getByRole("rowheader")
    .allInnerTexts();

/** A tier for so many activities a year, made in the form. */
async function addTier(page: Page, path: string, name: string, threshold: string) {
  await page.goto(`${path}/tiers/new`);
  await field(page, say("tierForm.name")).fill(name);
  await page
    .getByRole("button", { name: say(`tierForm.colours.${name.toLowerCase()}`), exact: true })
    .click();
  await field(page, say("tierForm.threshold")).fill(threshold);
  await button(main(page), say("tierForm.create")).click();
  await expect(heading(page)).toHaveText(name);
}

/** What the form does not take, each with its reason, and nothing typed is lost. */
async function meetBadInput(page: Page, path: string) {
  await page.goto(`${path}/tiers/new`);
  const save = button(main(page), say("tierForm.create"));
  const threshold = field(page, say("tierForm.threshold"));
  await field(page, say("tierForm.name")).fill("  gOLD ");
  for (const wrong of ["0", "-1", "1,234", "1000000000", "a dozen"]) {
    await threshold.fill(wrong);
    await save.click();
    await expect(threshold).toHaveAttribute("aria-invalid", "true");
    await expect(threshold).toHaveValue(wrong);
  }
  await threshold.fill("12,5");
  await save.click();
  await expect(main(page).getByRole("link", { name: say("errors.tiers.nameTaken") })).toBeVisible();
  await field(page, say("tierForm.icon")).fill("dragon");
  await expect(said(page, say("errors.tiers.iconUnknown", { icon: "dragon" }))).toBeVisible();
}

/** By the keyboard alone: up and down again, where the focus stays on the button and the place is said. */
async function reorder(page: Page, path: string) {
  await page.goto(`${path}/tiers`);
  await expect.poll(() => ladder(page)).toEqual(["Gold", "Silver", "Bronze"]);
  const move = (way: "up" | "down") =>
    page.getByRole("button", { name: say(`common.move.${way}Name`, { name: "Bronze" }) });
  await choose(page, move("up"));
  await expect(said(page, say("common.move.moved", { name: "Bronze", place: 2, of: 3 }))).toBeVisible();
  await expect.poll(() => ladder(page)).toEqual(["Gold", "Bronze", "Silver"]);
  await expect(move("up")).toBeFocused();
  await choose(page, move("down"));
  await expect.poll(() => ladder(page)).toEqual(["Gold", "Silver", "Bronze"]);
  await expectFocus(page, "moving a tier");
}

/** `count` activities on the first day of a year, which is never in the future. */
async function importActivities(page: Page, path: string, email: string, year: string, count: number) {
  const rows = Array.from({ length: count }, (_, at) => `${email},visit,${year}-01-01,visit-${year}-${at}`);
  await page.goto(`${path}/imports/new?kind=activities`);
  await field(page, say("imports.file")).setInputFiles({
    name: "visits.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(["person,kind,occurred_at,external_id", ...rows].join("\n")),
  });
  await button(main(page), say("imports.try")).click();
  await button(main(page), say("imports.importNow", { count })).click();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
}

/** Nobody presses anything for it: the worker hears of the facts, or of the ladder. */
async function expectBanner(page: Page, tier: string) {
  await expect(async () => {
    await page.reload();
    await expect(banner(page)).toContainText(tier, { timeout: 500 });
  }).toPass({ timeout: 30_000, intervals: [500] });
}

/** By the keyboard: the question says for how many it matters, and Escape is the way out. */
async function deactivate(page: Page, path: string, name: string, instead: string) {
  await page.goto(`${path}/tiers`);
  await choose(page, page.getByRole("link", { name, exact: true }));
  await expect(heading(page)).toHaveText(name);
  const out = button(main(page), say("tiers.actions.deactivate"));
  const dialog = page.getByRole("dialog");
  await choose(page, out);
  await expect(dialog).toContainText(say("tiers.actions.willHold", { people: 1, name: instead }));
  await press(page, "Escape");
  await expect(out).toBeFocused();
  await press(page, "Enter");
  await choose(page, button(dialog, say("tiers.actions.deactivate")));
  await expect(said(page, say("tiers.actions.deactivated"))).toBeVisible();
  await expect(button(main(page), say("tiers.actions.delete"))).toBeHidden();
}

/** What other thresholds would mean is told without asking the server, and saved as one change. */
async function simulate(page: Page, path: string) {
  await page.goto(`${path}/tiers/simulator`);
  const bronze = page.getByRole("group", { name: "Bronze", exact: true });
  const result = (parts: string, none: number) =>
    main(page).getByText(say("tierSimulator.result", { parts, none }), { exact: true }).first();
  await expect(result("1 Silver, 0 Bronze", 1)).toBeVisible();
  await type(page, bronze.getByRole("textbox"), "2.5");
  const silver = page.getByRole("group", { name: "Silver", exact: true });
  await type(page, silver.getByRole("textbox"), "20");
  await expect(result("0 Silver, 1 Bronze", 1)).toBeVisible();
  await choose(page, button(main(page), say("tierSimulator.save.reset")));
  await expect(result("1 Silver, 0 Bronze", 1)).toBeVisible();
}

/** Last year is worked out because somebody asks, after seeing whom it concerns; then it is handed over. */
async function closeSeason(page: Page, path: string) {
  await page.goto(`${path}/tiers/standings?period=${LAST_YEAR}`);
  await choose(page, button(main(page), say("standings.recalculate.look")));
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText(HOLDER);
  await choose(page, button(dialog, say("standings.recalculate.confirm")));
  await expect(said(page, say("standings.recalculate.done", { period: LAST_YEAR }))).toBeVisible();
  await expect(row(page, HOLDER)).toContainText("Bronze");

  const given = say("standings.ceremony.presentTo", { name: HOLDER });
  await choose(page, page.getByRole("button", { name: given }));
  await expect(said(page, say("standings.ceremony.given", { name: HOLDER }))).toBeVisible();
  const undo = page.getByRole("button", { name: say("standings.ceremony.undoFor", { name: HOLDER }) });
  await expect(undo).toBeVisible();
  await choose(page, undo);
  await expect(page.getByRole("button", { name: given })).toBeVisible();
  await page.getByLabel(say("common.selection.row", { name: HOLDER })).check();
  await button(main(page), say("standings.ceremony.presentMany")).click();
  await expect(said(page, say("standings.ceremony.presented", { people: 1 }))).toBeVisible();

  const coming = page.waitForEvent("download");
  await page.getByRole("link", { name: say("standings.cards.open") }).click();
  const cards = await coming;
  expect(cards.suggestedFilename()).toBe(`${say("documents.nameCards.fileName", { period: LAST_YEAR })}.pdf`);
  expect(await printedIn(await cards.path())).toMatch(new RegExp(`${HOLDER}.*Bronze.*${LAST_YEAR}`));
}

/** This year's stands, superseded ones are named, and last year's was handed over. */
async function seeHistory(page: Page, path: string) {
  await page.goto(`${path}/people`);
  await expect(row(page, HOLDER)).toContainText("Silver");
  await page.getByRole("link", { name: HOLDER, exact: true }).click();
  const history = page.getByRole("table", { name: say("tiers.history.caption") });
  await expect(history.getByRole("row").filter({ hasText: LAST_YEAR })).toContainText("Bronze");
  await expect(history).toContainText(say("tiers.history.superseded", { name: "Silver" }));
  await expect(history).toContainText(say("tiers.history.outOfUseInstead", { name: "Silver" }));
}

test("a ladder is built, moved by the keyboard, climbed, cut, tried and closed", async ({
  page,
  browser,
}) => {
  const { slug, mark, admin, link } = await createOrganization(`Ladder ${Date.now()}`);
  const path = `/o/${slug}`;
  const email = `kari@${mark}.example`;
  await redeem(page, link, admin, `${path}/tiers`);
  await expect(main(page).getByText(say("tiers.none"), { exact: true })).toBeVisible();
  for (const [name, threshold] of [
    ["Bronze", "3"],
    ["Silver", "6"],
    ["Gold", "9"],
  ] as const) {
    await addTier(page, path, name, threshold);
  }
  await meetBadInput(page, path);
  await reorder(page, path);

  const own = await somebodyElse(browser);
  await redeem(own.page, await addPerson(page, path, HOLDER, email), email, `${path}/profile`);
  await expect(heading(own.page)).toHaveText(HOLDER);
  await expect(banner(own.page)).toBeHidden();
  await importActivities(page, path, email, LAST_YEAR, 4);
  await importActivities(page, path, email, String(THIS_YEAR), 9);
  await expectBanner(own.page, "Gold");
  await deactivate(page, path, "Gold", "Silver");
  await own.page.reload();
  await expect(banner(own.page)).toContainText("Silver");
  await simulate(page, path);
  await closeSeason(page, path);
  await seeHistory(page, path);
  await own.page.reload();
  await expect(banner(own.page)).toContainText("Silver");
  expect(own.errors).toEqual([]);
  await own.page.context().close();
});
