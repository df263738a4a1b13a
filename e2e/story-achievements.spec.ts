import type { Locator, Page } from "@playwright/test";
import { nominate, previewMany, undo } from "./by-hand";
import { createOrganization } from "./command";
import { expect, test } from "./fixtures";
import { makeKey, send, sendAndEarn, visits } from "./other-system";
import {
  activate,
  addCoordinator,
  addPerson,
  button,
  confirm,
  field,
  heading,
  main,
  redeem,
  row,
  somebodyElse,
} from "./steps";
import { say } from "./words";

const HOLDER = "Kari Nordmann";
const EARLIER = "Anne Berg";
const DECIDER = "Ola Olsen";
const BADGE = "Steady visitor";
const BY_HAND = "Special effort";
const names = { achievement: BADGE, person: HOLDER, name: HOLDER };

test.setTimeout(420_000);

/** A field of a rule by its place in the form. */
const part = (page: Page, name: string): Locator => page.locator(`[name="criteria.rules.${name}"]`);
/** What somebody may read of a rule that is explained. */
const rule = (page: Page, phrase: string): Locator => page.getByRole("region", { name: phrase });

/** Three visits, and a referral or five hours: two rules, one of them a group, and a flag when they no longer hold. */
async function draft(page: Page, path: string) {
  await page.goto(`${path}/achievements/new`);
  await field(page, say("achievements.form.name")).fill(BADGE);
  await field(page, say("achievements.form.description")).fill(
    "For coming back, and for bringing others in.",
  );
  await field(page, say("achievements.form.triggerType")).selectOption("criteria");
  await part(page, "0.threshold").fill("3");
  await main(page).getByText(say("builder.filter.title"), { exact: true }).click();
  await page.getByLabel(say("builder.choose.other")).first().fill("visit");
  await button(main(page), say("builder.choose.add")).first().click();
  await expect(page.getByRole("checkbox", { name: "visit" })).toBeChecked();
  await button(page, say("builder.rules.addGroup")).click();
  await part(page, "1.parts.kind").selectOption("any");
  await part(page, "1.rules.0.type").selectOption("referral_count");
  await part(page, "1.rules.0.threshold").fill("1");
  await button(page, say("builder.rules.addInGroup")).click();
  await part(page, "1.rules.1.type").selectOption("activity_hours");
  await part(page, "1.rules.1.threshold").fill("5");
  await page.getByRole("radio", { name: say("achievements.form.unmetPolicies.flag") }).check();
  await button(main(page), say("achievements.form.create")).click();
  await expect(heading(page)).toHaveText(BADGE);
  await expect(main(page)).toContainText(
    "At least 3 activities of type visit, and (at least 1 completed referral, or at least 5 hours of activity)",
  );
}

/** Who has the badge already by what they have done is seen with numbers and names, and gets it when asked to. */
async function previewAndPublish(page: Page, path: string) {
  await page.goto(`${path}/achievements`);
  await page.getByRole("link", { name: BADGE, exact: true }).click();
  await main(page)
    .getByRole("link", { name: say("achievements.actions.activate"), exact: true })
    .click();
  await expect(heading(page)).toHaveText(say("preview.title", { name: BADGE }));
  const counts = page.getByRole("navigation", { name: say("preview.counts.label") });
  await expect(counts.getByRole("link", { name: say("preview.counts.earns") })).toContainText("1");
  await expect(row(page, EARLIER)).toContainText(say("preview.standing.earns"));
  await expect(row(page, HOLDER)).toContainText(say("preview.standing.not_yet"));
  await counts.getByRole("link", { name: say("preview.counts.earns") }).click();
  await expect(row(page, HOLDER)).toHaveCount(0);
  await expect(row(page, EARLIER)).toBeVisible();
  await page.getByRole("radio", { name: say("preview.publish.all") }).check();
  await button(main(page), say("preview.publish.button")).click();
  await expect(page.getByRole("dialog")).toContainText(
    say("preview.publish.numbers", { awards: 1, people: 1, messages: 1 }),
  );
  await confirm(page, say("preview.publish.confirm"));
  await expect(heading(page)).toHaveText(BADGE);
  await expect(row(page, EARLIER)).toBeVisible();
}

/** The badge's page has each rule with what was reached, and leads to the facts that count. */
async function seeWhy(page: Page, path: string) {
  await page.goto(`${path}/badges`);
  await row(page, HOLDER).getByRole("link").first().click();
  await expect(heading(page)).toHaveText(say("badges.detail.heading", names));
  await expect(row(page, say("badges.rules.activity_count"))).toContainText("3");
  await expect(row(page, say("badges.rules.referral_count"))).toContainText("1");
  await main(page)
    .getByRole("link", { name: say("flags.why") })
    .click();
  await expect(heading(page)).toHaveText(say("explain.title.held", { ...names, self: "no" }));
  const count = rule(page, "At least 3 activities of type visit");
  await expect(count).toContainText(say("explain.counted", { count: 3 }));
  await expect(count.getByRole("link", { name: "visit", exact: true })).toHaveCount(3);
  const group = page.getByRole("region", { name: say("explain.ruleGroup") });
  await expect(group).toContainText(say("explain.fact.referral"));
  await expect(group).toContainText(say("explain.progress.left", { have: "1.5", need: "5", left: "3.5" }));
}

/** From the explanation to a fact that counts: what voiding it would change is said before it is done. */
async function voidAVisit(page: Page, says: string) {
  await page.getByRole("link", { name: "visit", exact: true }).first().click();
  await button(main(page), say("facts.activity.void")).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("status")).toContainText(says);
  await confirm(page, say("facts.activity.void"), { [say("facts.reason")]: "It was another day" });
  await expect(heading(page)).toHaveText(say("facts.activity.title"));
}

/** A coordinator is told on the overview, and finds what is missing. */
async function seeFlag(page: Page, path: string, have: number) {
  await expect(async () => {
    await page.goto(path);
    const waiting = page.getByRole("region", { name: say("dashboard.queue.kind.flagged", { count: 1 }) });
    await expect(waiting).toContainText(HOLDER, { timeout: 500 });
  }).toPass({ timeout: 30_000, intervals: [500] });
  await page.goto(`${path}/badges?flagged=yes`);
  await expect(row(page, HOLDER)).toContainText(
    say("flags.missing.rule", { rule: say("badges.rules.activity_count"), have, need: 3 }),
  );
}

async function keep(page: Page) {
  await button(row(page, HOLDER), say("flags.keepFor", names)).click();
  await confirm(page, say("flags.keep"), { [say("flags.note")]: "She was there, the list was wrong" });
  await expect(page.getByText(say("flags.none"))).toBeVisible();
}

async function revoke(page: Page) {
  await button(row(page, HOLDER), say("flags.revokeFor", names)).click();
  await confirm(page, say("flags.revoke"), { [say("badges.reason")]: "Two visits were somebody else's" });
  await expect(page.getByText(say("flags.none"))).toBeVisible();
}

/** What whoever holds the badge, or held it, reads about it: a badge that is revoked is explained where it was. */
async function seeOwn(page: Page, path: string, { isHeld, says }: { isHeld: boolean; says: string }) {
  const before = page.url();
  await page.goto(`${path}/profile`);
  const earned = page.getByRole("list", { name: say("profile.earned"), exact: true });
  await expect(heading(page)).toHaveText(HOLDER);
  await expect(earned.getByRole("listitem").filter({ hasText: BADGE })).toHaveCount(isHeld ? 1 : 0);
  if (isHeld) await earned.getByRole("link", { name: BADGE, exact: true }).click();
  else await page.goto(before);
  await expect(heading(page)).toHaveText(BADGE);
  await expect(main(page)).toContainText(says);
}

/** After a decision the badge says who kept it, and the way to the facts is the same. */
async function seeWhyNoMore(page: Page, path: string) {
  await page.goto(`${path}/badges`);
  await row(page, HOLDER).getByRole("link").first().click();
  await expect(main(page)).toContainText(say("flags.keptBy", { name: DECIDER }));
  await expect(main(page)).toContainText("She was there, the list was wrong");
  await main(page)
    .getByRole("link", { name: say("flags.why") })
    .click();
}

async function giveByHand(proposer: Page, decider: Page, path: string) {
  await nominate(proposer, path, { achievement: BY_HAND, name: HOLDER, typed: "kari" });
  await decider.goto(`${path}/badges/approvals`);
  await row(decider, HOLDER).getByRole("checkbox").check();
  await button(decider, say("byHand.approvals.approve")).click();
  await expect(decider.getByText(say("byHand.approvals.none"))).toBeVisible();
}

async function giveToMany(page: Page, path: string, people: readonly string[]) {
  await previewMany(page, path, { achievement: BY_HAND, people });
  await expect(row(page, HOLDER)).toContainText(say("batches.outcomes.already_held"));
  await button(main(page), say("batches.award", { count: 1 })).click();
  await expect(heading(page)).toHaveText(say("batches.heading", { achievement: BY_HAND, count: 1 }));
  await expect(row(page, EARLIER)).toContainText(say("batches.got"));
  await undo(page);
}

test("criteria, the badges they give and what a correction does to them: everybody reads the same truth", async ({
  page,
  browser,
  playwright,
  baseURL,
}) => {
  const { slug, mark, admin, link } = await createOrganization(`Achievements ${Date.now()}`);
  const path = `/o/${slug}`;
  const [kari, anne, ola] = [`kari@${mark}.example`, `anne@${mark}.example`, `ola@${mark}.example`] as const;
  await redeem(page, link, admin, path);
  const own = await somebodyElse(browser);
  await redeem(own.page, await addPerson(page, path, HOLDER, kari), kari, `${path}/profile`);
  await addPerson(page, path, EARLIER, anne);
  const other = await somebodyElse(browser);
  await redeem(other.page, await addCoordinator(page, path, DECIDER, ola), ola, path);

  await draft(page, path);
  const api = await playwright.request.newContext({
    baseURL,
    extraHTTPHeaders: { authorization: `Bearer ${await makeKey(page, path)}` },
  });
  await send(api, "activities", { items: visits(anne, 120) });
  await previewAndPublish(page, path);
  await sendAndEarn(api, kari);
  await seeWhy(page, path);

  await voidAVisit(page, say("voiding.flag", names));
  await seeFlag(other.page, path, 2);
  await seeOwn(own.page, path, {
    isHeld: true,
    says: say("explain.outcome.flagged", { ...names, self: "yes" }),
  });
  await keep(other.page);
  await seeOwn(own.page, path, { isHeld: true, says: say("explain.uncounted", { count: 1 }) });

  await seeWhyNoMore(page, path);
  await voidAVisit(page, say("voiding.flag", names));
  await seeFlag(other.page, path, 1);
  await revoke(other.page);
  await seeOwn(own.page, path, { isHeld: false, says: say("explain.outcome.revokedByPerson") });

  await activate(page, path, BY_HAND);
  await giveByHand(other.page, page, path);
  await own.page.goto(`${path}/profile`);
  const earned = own.page.getByRole("list", { name: say("profile.earned"), exact: true });
  await expect(earned.filter({ hasText: BY_HAND })).toBeVisible();
  await giveToMany(other.page, path, [kari, anne]);
  expect([...own.errors, ...other.errors]).toEqual([]);
  for (const one of [own, other]) await one.page.context().close();
  await api.dispose();
});
