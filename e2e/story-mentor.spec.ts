import type { Page } from "@playwright/test";
import { createOrganization } from "./command";
import { expect, test } from "./fixtures";
import { mailAbout } from "./mail";
import {
  activate,
  addPerson,
  button,
  confirm,
  field,
  heading,
  main,
  recordActivity,
  redeem,
  row,
  seeItAwarded,
  somebodyElse,
} from "./steps";
import { expectUsable } from "./usable";
import { say } from "./words";

const HOLDER = "Kari Nordmann";
const BADGE = "First visit";
const WRONG = "I was not there on that day, it was my sister.";
const ANSWER = "Thank you for saying so. The visit is hers now.";

test.setTimeout(300_000);

/** One visit gives it, and a correction takes it back. */
async function define(page: Page, path: string) {
  await page.goto(`${path}/achievements/new`);
  await field(page, say("achievements.form.name")).fill(BADGE);
  await field(page, say("achievements.form.description")).fill("For the first visit.");
  await field(page, say("achievements.form.triggerType")).selectOption("activity_count");
  await field(page, say("achievements.form.threshold")).fill("1");
  await page.getByRole("radio", { name: say("achievements.form.unmetPolicies.revoke") }).check();
  await button(main(page), say("achievements.form.create")).click();
  await expect(heading(page)).toHaveText(BADGE);
  await activate(page, path, BADGE);
}

/** What happened is told in the inbox and by mail; both lead to the badge. */
async function hearOfIt(page: Page, path: string, email: string) {
  const [mail] = await mailAbout(email, new RegExp(BADGE));
  expect(mail?.text).toContain(`${path}/profile/badges/`);
  await page.goto(/\/unsubscribe\/[\w.~-]+/.exec(mail?.text ?? "")?.[0] ?? "");
  await expectUsable(page, "letters that are no longer wanted");
  await page.goto(`${path}/inbox`);
  const message = main(page).getByRole("listitem").filter({ hasText: BADGE });
  await expect(message).toContainText(say("inbox.isUnread"));
  await message.getByRole("link", { name: say("inbox.see.badge") }).click();
  await expect(heading(page)).toHaveText(BADGE);
  await expect(main(page)).toContainText("At least 1 activity");
}

/** A link that expires, and the file that anybody can have checked. */
async function shareAndVerify(page: Page, stranger: Page) {
  await button(main(page), say("badgePage.own.create")).click();
  const link = await main(page).getByLabel(say("badgePage.own.once")).inputValue();
  expect((await stranger.goto(new URL(link).pathname))?.status()).toBe(200);
  await expect(heading(stranger)).toHaveText(BADGE);
  await expectUsable(stranger, "a badge that is shown by a link");
  const picture = main(page).getByRole("link", { name: say("badgePage.own.file.png") });
  const file = await page.request.get((await picture.getAttribute("href")) ?? "");
  await stranger.goto("/verify");
  const upload = { name: "badge.png", mimeType: "image/png", buffer: await file.body() };
  await field(stranger, say("badgeCheck.form.file")).setInputFiles(upload);
  await button(stranger, say("badgeCheck.form.submit")).click();
  await expect(heading(stranger)).toHaveText(say("badgeCheck.outcome.valid"));
  await expect(main(stranger)).toContainText(BADGE);
}

/** Said beside the badge, without having to explain oneself to anybody. */
async function reportIt(page: Page) {
  await main(page)
    .getByRole("link", { name: say("badgePage.own.report"), exact: true })
    .click();
  await expect(heading(page)).toHaveText(say("mistakes.new.title"));
  await expect(main(page)).toContainText(BADGE);
  await field(page, say("mistakes.new.text")).fill(WRONG);
  await button(main(page), say("mistakes.new.submit")).click();
  await expect(main(page)).toContainText(WRONG);
  await expect(main(page)).toContainText(say("mistakes.standing.open"));
}

/** From what waits on the dashboard to the visit, and back with an answer; what the correction leads to is said before. */
async function correctAndAnswer(page: Page, path: string) {
  await page.goto(path);
  await main(page)
    .getByRole("link", { name: say("dashboard.queue.answerRow", { person: HOLDER }) })
    .click();
  await page.waitForURL(/\/mistakes\//);
  await expect(main(page)).toContainText(WRONG);
  const report = page.url();
  await page.goto(`${path}/activity`);
  await row(page, HOLDER).getByRole("link").first().click();
  await button(main(page), say("facts.activity.void")).click();
  await expect(page.getByRole("dialog").getByRole("status")).toContainText(BADGE);
  await confirm(page, say("facts.activity.void"), { [say("facts.reason")]: "It was her sister" });
  await page.goto(report);
  await page.getByRole("radio", { name: say("mistakes.one.outcomes.resolved") }).check();
  await page.getByRole("textbox", { name: say("mistakes.one.answer") }).fill(ANSWER);
  await button(main(page), say("mistakes.one.submit")).click();
  await expect(row(page, HOLDER)).toHaveCount(0);
  await expect(main(page)).toContainText(say("mistakes.none.open"));
}

/** The answer has come, and the badge has gone. */
async function readTheAnswer(page: Page, path: string, email: string) {
  const [mail] = await mailAbout(email, /mistake/i);
  expect(mail?.text).toContain(ANSWER);
  await page.goto(`${path}/profile/mistakes`);
  await expect(main(page)).toContainText(ANSWER);
  await expect(main(page)).toContainText(say("mistakes.standing.resolved"));
  await expect(async () => {
    await page.goto(`${path}/profile`);
    await expect(main(page)).toContainText(say("profile.left", { have: "0", need: "1", left: "1" }), {
      timeout: 500,
    });
  }).toPass({ timeout: 30_000, intervals: [500] });
}

test("from a visit to a badge that is told of, shown and checked; and from a mistake to its correction and an answer", async ({
  page,
  browser,
}) => {
  const { slug, mark, admin, link } = await createOrganization(`Mentor ${Date.now()}`);
  const path = `/o/${slug}`;
  const email = `kari@${mark}.example`;
  await redeem(page, link, admin, path);
  const mentor = await somebodyElse(browser);
  await redeem(mentor.page, await addPerson(page, path, HOLDER, email), email, `${path}/profile`);
  await define(page, path);
  await recordActivity(page, path, { name: HOLDER, typed: "kari", kind: "visit" });
  await seeItAwarded(page, path, BADGE, HOLDER);
  await hearOfIt(mentor.page, path, email);

  const stranger = await somebodyElse(browser);
  await shareAndVerify(mentor.page, stranger.page);
  await reportIt(mentor.page);
  await correctAndAnswer(page, path);
  await readTheAnswer(mentor.page, path, email);
  for (const { errors } of [mentor, stranger]) expect(errors).toEqual([]);
  for (const one of [mentor, stranger]) await one.page.context().close();
});
