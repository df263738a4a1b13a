import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { APIRequestContext, Locator, Page } from "@playwright/test";
import { createOrganization, heder } from "./command";
import { dayFromNow } from "./days";
import { expect, test } from "./fixtures";
import { choose, expectFocus, go, press, type } from "./keyboard";
import { makeKey, send } from "./other-system";
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
  seeItAwarded,
  somebodyElse,
} from "./steps";
import { say } from "./words";

const KARI = "Kari Nordmann";
const ANNE = "Anne Berg";
const DECIDED = "Trusted visitor";
const EARNED = "Two visits";
const TYPE = "Certified peer mentor";
const WRONG = "One of my visits is missing.";

test.setTimeout(420_000);

/** A badge that a coordinator decides about, and one that is looked at again after a correction. */
async function define(page: Page, path: string) {
  for (const [name, threshold] of [
    [DECIDED, "1"],
    [EARNED, "2"],
  ] as const) {
    await page.goto(`${path}/achievements/new`);
    await field(page, say("achievements.form.name")).fill(name);
    await field(page, say("achievements.form.description")).fill("For visits.");
    await field(page, say("achievements.form.triggerType")).selectOption("activity_count");
    await field(page, say("achievements.form.threshold")).fill(threshold);
    if (name === DECIDED) await page.getByLabel(say("achievements.form.needsApproval")).check();
    else await page.getByRole("radio", { name: say("achievements.form.unmetPolicies.flag") }).check();
    await button(main(page), say("achievements.form.create")).click();
    await expect(heading(page)).toHaveText(name);
    await activate(page, path, name);
  }
  await page.goto(`${path}/certifications/types/new`);
  await field(page, say("certifications.types.name")).fill(TYPE);
  await field(page, say("certifications.types.code")).fill("certified");
  await field(page, say("certifications.types.validityMonths")).fill("12");
  await button(main(page), say("certifications.types.create")).click();
  await expect(row(page, TYPE)).toBeVisible();
}

type Place = Readonly<{ page: Page; path: string; slug: string; by: string }>;

/** What a week leaves behind: visits, one of them wrong, and a certificate that ends soon. */
async function live(api: APIRequestContext, people: Readonly<Record<"kari" | "anne", string>>, place: Place) {
  const { page, path, slug, by } = place;
  const visit = (person: string, days: number) => ({
    person,
    kind: "visit",
    occurred_at: dayFromNow(-days).toString(),
    external_id: `${person}-${days}`,
  });
  const items = [visit(people.kari, 3), visit(people.kari, 2), visit(people.anne, 1)];
  await send(api, "activities", { items });
  await seeItAwarded(page, path, EARNED, KARI);
  const list = join(process.env.HEDER_E2E_FOLDER ?? "", `${slug}.csv`);
  writeFileSync(list, `person,expires_on\n${people.anne},${dayFromNow(10)}\n`);
  const given = await heder(
    ...["issue-certifications", list, "--org", slug, "--type", "certified", "--by", by],
  );
  expect(given).toMatchObject({ issued: 1 });
  await page.goto(`${path}/activity`);
  await row(page, KARI).getByRole("link").first().click();
  await button(main(page), say("facts.activity.void")).click();
  await confirm(page, say("facts.activity.void"), { [say("facts.reason")]: "It was another day" });
}

/** A peer mentor thinks that something is missing, and says so from their own page. */
async function report(page: Page, path: string) {
  await page.goto(`${path}/profile`);
  await page
    .getByRole("link", { name: say("mistakes.profile.missing") })
    .first()
    .click();
  await field(page, say("mistakes.new.textMissing")).fill(WRONG);
  await button(main(page), say("mistakes.new.submit")).click();
  await expect(main(page)).toContainText(WRONG);
}

const part = (page: Page, kind: string, count: number): Locator =>
  page.getByRole("region", { name: say(`dashboard.queue.kind.${kind}`, { count }), exact: true });

/** The worker has counted everything: what waits stands there with its number. */
async function seeMonday(page: Page, path: string) {
  await expect(async () => {
    await page.goto(path);
    for (const [kind, count] of [
      ["approvals", 2],
      ["flagged", 1],
      ["nearly", 3],
      ["expiring", 1],
      ["mistakes", 1],
    ] as const)
      await expect(part(page, kind, count)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 60_000, intervals: [1_000] });
  await expect(part(page, "nearly", 3)).toContainText(ANNE);
}

/** One yes after the other: the focus stands on the next without anybody looking for it. */
async function approve(page: Page) {
  const first = part(page, "approvals", 2).getByRole("button").first();
  await choose(page, first);
  const next = part(page, "approvals", 1).getByRole("button").first();
  await expect(next).toBeFocused();
  await press(page, "Enter");
  await expect(
    page.getByRole("heading", { name: say("dashboard.queue.kind.approvals", { count: 1 }) }),
  ).toHaveCount(0);
  await expectFocus(page, "the last approval");
}

/** In a dialog that asks why; afterwards one is back in the queue. */
async function keep(page: Page) {
  await choose(
    page,
    button(part(page, "flagged", 1), say("flags.keepFor", { person: KARI, achievement: EARNED })),
  );
  const dialog = page.getByRole("dialog");
  await type(page, field(dialog, say("flags.note")), "She was there, the list was wrong");
  await choose(page, button(dialog, say("flags.keep")));
  await expect(dialog).toBeHidden();
  await expect(part(page, "flagged", 1)).toHaveCount(0);
  await expectFocus(page, "the decision");
}

/** To the certificate's own page, and back. */
async function renew(page: Page, path: string) {
  await choose(page, part(page, "expiring", 1).getByRole("link", { name: say("dashboard.queue.renew") }));
  await choose(page, button(main(page), say("certificateLife.renew.submit")));
  await expect(heading(page)).toHaveText(/-00002$/);
  await page.goto(path);
  await expect(part(page, "expiring", 1)).toHaveCount(0);
}

/** What somebody reported is read, answered and off the list. */
async function answer(page: Page, path: string) {
  await choose(page, part(page, "mistakes", 1).getByRole("link").first());
  await expect(main(page)).toContainText(WRONG);
  await go(page, page.getByRole("radio", { name: say("mistakes.one.outcomes.resolved") }));
  await press(page, "Space");
  await type(page, page.getByRole("textbox", { name: say("mistakes.one.answer") }), "It is recorded now.");
  await choose(page, button(main(page), say("mistakes.one.submit")));
  await expect(main(page)).toContainText(say("mistakes.none.open"));
  await page.goto(path);
  await expect(part(page, "mistakes", 1)).toHaveCount(0);
}

test("on Monday a coordinator sees what waits, and works through it by the keyboard alone", async ({
  page,
  browser,
  playwright,
  baseURL,
}) => {
  const { slug, mark, admin, link } = await createOrganization(`Monday ${Date.now()}`);
  const path = `/o/${slug}`;
  const people = { kari: `kari@${mark}.example`, anne: `anne@${mark}.example` };
  await redeem(page, link, admin, path);
  const kari = await somebodyElse(browser);
  const invitation = await addPerson(page, path, KARI, people.kari);
  await addPerson(page, path, ANNE, people.anne);
  const ola = await somebodyElse(browser);
  const email = `ola@${mark}.example`;
  await redeem(ola.page, await addCoordinator(page, path, "Ola Olsen", email), email, path);
  await redeem(kari.page, invitation, people.kari, `${path}/profile`);
  await define(page, path);
  const key = await makeKey(page, path, ["activities-write"]);
  const extraHTTPHeaders = { authorization: `Bearer ${key}` };
  const api = await playwright.request.newContext({ baseURL, extraHTTPHeaders });
  await live(api, people, { page, path, slug, by: admin });
  await report(kari.page, path);

  await seeMonday(ola.page, path);
  await approve(ola.page);
  await keep(ola.page);
  await renew(ola.page, path);
  await answer(ola.page, path);
  await expect(main(ola.page)).toContainText(EARNED);
  for (const { errors } of [kari, ola]) expect(errors).toEqual([]);
  for (const one of [kari, ola]) await one.page.context().close();
  await api.dispose();
});
