import type { Locator, Page } from "@playwright/test";
import { accountOf } from "./accounts";
import { expect, signIn, test } from "./fixtures";
import { button, errorSummary, field, heading, main } from "./steps";
import { say } from "./words";

test.use({ locale: "en-US" });

const list = "/o/hlf/achievements";
const admin = accountOf("hlf", "org_admin").email;

const rule = (page: Page, place: string): Locator =>
  page.getByRole("group", { name: new RegExp(`^Rule ${place.replace(".", "\\.")}:`) });
/** A field of the rule itself, and not of the rules inside it. */
const part = (page: Page, place: string, name: string): Locator => {
  const [outer, inner] = place.split(".").map((number) => Number(number) - 1);
  const at = inner === undefined ? `criteria.rules.${outer}` : `criteria.rules.${outer}.rules.${inner}`;
  return page.locator(`[name="${at}.${name}"]`);
};
const sentence = (page: Page): Locator =>
  page
    .getByRole("region")
    .or(main(page))
    .getByRole("status")
    .filter({ hasText: /^At least|^\(|^Completed/ });

/** Presses a button as the keyboard does. */
async function press(one: Locator): Promise<void> {
  await one.focus();
  await one.page().keyboard.press("Enter");
}

/** A form with the three fields every achievement has; answers its name. */
async function begin(page: Page): Promise<string> {
  const name = `Built ${Date.now()}`;
  await signIn(page, admin, { to: `${list}/new` });
  await field(page, say("achievements.form.name")).fill(name);
  await field(page, say("achievements.form.description")).fill("By the builder.");
  return name;
}

test("criteria are put together by the keyboard, the focus is always somewhere, and the sentence follows", async ({
  page,
}) => {
  const name = await begin(page);
  await field(page, say("achievements.form.threshold")).fill("10");
  await press(button(page, say("builder.simple.convert")));
  await expect(page.getByRole("heading", { name: say("builder.rules.legend"), exact: true })).toBeFocused();
  await expect(part(page, "1", "threshold")).toHaveValue("10");

  await press(button(page, say("builder.rules.add")));
  await expect(part(page, "2", "type")).toBeFocused();
  await part(page, "2", "type").selectOption("membership_years");
  await expect(rule(page, "2")).toContainText(say("builder.types.membership_years"));
  await part(page, "2", "threshold").fill("5");
  await expect(sentence(page)).toContainText("At least 10 activities, and at least 5 years");

  await press(button(page, say("builder.rules.up", { rule: "rule 2" })));
  await expect(button(page, say("builder.rules.up", { rule: "rule 1" }))).toBeFocused();
  await expect(part(page, "1", "threshold")).toHaveValue("5");
  await expect(sentence(page)).toContainText("At least 5 years");

  await press(button(page, say("builder.rules.addGroup")));
  await expect(part(page, "3", "parts.kind")).toBeFocused();
  await part(page, "3", "parts.kind").selectOption("any");
  await part(page, "3.1", "threshold").fill("3");
  await press(button(page, say("builder.rules.addInGroup")));
  await expect(part(page, "3.2", "type")).toBeFocused();
  await part(page, "3.2", "type").selectOption("profile_complete");
  await expect(sentence(page)).toContainText("or");

  await press(button(page, say("builder.rules.remove", { rule: "rule 1" })));
  await expect(part(page, "1", "type")).toBeFocused();
  await expect(part(page, "1", "threshold")).toHaveValue("10");
  await expect(part(page, "2.1", "threshold")).toHaveValue("3");

  await press(button(page, say("achievements.form.create")));
  await expect(heading(page)).toHaveText(name);
  await expect(main(page)).toContainText("At least 10 activities, and (at least 3 activities, or");
});

/** Opens what moves the rule, chooses where to and presses the button, all by the keyboard. */
async function moveTo(page: Page, place: string, to: string): Promise<void> {
  const card = rule(page, place).last();
  const summary = card.locator("summary", { hasText: say("builder.move.title") }).last();
  await press(summary);
  await page.keyboard.press("Tab");
  const choice = card.getByLabel(say("builder.move.to"), { exact: true }).last();
  await expect(choice).toBeFocused();
  await page.keyboard.type(to);
  await page.keyboard.press("Tab");
  await expect(button(page, say("builder.move.moveRule", { rule: `rule ${place}` }))).toBeFocused();
  await page.keyboard.press("Enter");
}

test("a rule goes into a group and out of it by the keyboard, and takes what is typed and the focus with it", async ({
  page,
}) => {
  const name = await begin(page);
  await page.locator('[name="triggerType"]').selectOption("criteria");
  await part(page, "1", "threshold").fill("10");
  await press(button(page, say("builder.rules.add")));
  await part(page, "2", "type").selectOption("membership_years");
  await part(page, "2", "threshold").fill("0.5");
  await expect(sentence(page)).toContainText("At least 10 activities, and at least 6 months as a member");

  const said = (text: string) => page.getByRole("status").filter({ hasText: text });
  await moveTo(page, "1", say("builder.move.newGroup"));
  await expect(part(page, "1.1", "type")).toBeFocused();
  await expect(part(page, "1.1", "threshold")).toHaveValue("10");
  await expect(
    said(say("builder.move.done", { type: say("builder.types.activity_count"), place: "1.1" })),
  ).toHaveCount(1);
  await moveTo(page, "2", say("builder.move.group", { place: 1 }));
  await expect(part(page, "1.2", "type")).toBeFocused();
  await expect(part(page, "1.2", "threshold")).toHaveValue("0.5");
  await part(page, "1", "parts.kind").selectOption("any");
  await expect(sentence(page)).toContainText("At least 10 activities, or at least 6 months as a member");

  await moveTo(page, "1.1", say("builder.move.alone"));
  await expect(part(page, "2", "type")).toBeFocused();
  await expect(part(page, "2", "threshold")).toHaveValue("10");
  await expect(sentence(page)).toContainText("At least 6 months as a member, and at least 10 activities");
  await part(page, "1.1", "threshold").fill("0.1");
  await press(button(page, say("achievements.form.create")));
  await expect(errorSummary(page)).toContainText("three whole months at a time");
  await part(page, "1.1", "threshold").fill("0,25");
  await press(button(page, say("achievements.form.create")));
  await expect(heading(page)).toHaveText(name);
  await expect(main(page)).toContainText("At least 3 months as a member, and at least 10 activities");
});

test("what is wrong is said at the rule, the summary leads there, and nothing typed is lost", async ({
  page,
}) => {
  await begin(page);
  await field(page, say("achievements.form.threshold")).fill("7");
  await page.locator('[name="triggerType"]').selectOption("criteria");
  await part(page, "1", "type").selectOption("course_completion");
  await part(page, "1", "match").selectOption("all");
  await button(page, say("builder.rules.add")).click();
  await button(page, say("achievements.form.create")).click();
  await expect(errorSummary(page)).toBeFocused();
  await expect(errorSummary(page).getByRole("link")).toHaveText([/^Rule 1: /, /^Rule 2: /]);
  await errorSummary(page).getByRole("link").nth(1).press("Enter");
  await expect(part(page, "2", "threshold")).toBeFocused();

  // Back and forth between kinds: the seven is where it was.
  await part(page, "1", "type").selectOption("activity_count");
  await expect(part(page, "1", "threshold")).toHaveValue("7");
  await page.locator('[name="triggerType"]').selectOption("manual");
  await page.locator('[name="triggerType"]').selectOption("criteria");
  await expect(part(page, "1", "threshold")).toHaveValue("7");
  await part(page, "2", "threshold").fill("ten");
  await button(page, say("achievements.form.create")).click();
  await expect(errorSummary(page).getByRole("link")).toHaveText([/^Rule 2: /]);
  await expect(part(page, "2", "threshold")).toHaveValue("ten");
});

test("two who change the same achievement: the second is shown both, and chooses", async ({
  page,
  context,
}) => {
  const name = await begin(page);
  await page.locator('[name="triggerType"]').selectOption("manual");
  await button(page, say("achievements.form.create")).click();
  await expect(heading(page)).toHaveText(name);
  const address = new URL(page.url()).pathname;
  const other = await context.newPage();
  for (const one of [page, other]) await one.goto(`${address}/edit`);

  await field(page, say("builder.form.messageSubject")).fill("Well done, {name}");
  await button(page, say("achievements.form.save")).click();
  await expect(heading(page)).toHaveText(name);

  await field(other, say("achievements.form.description")).fill("By the second.");
  await button(other, say("achievements.form.save")).click();
  const difference = other.getByRole("table", { name: say("builder.conflict.caption") });
  await expect(difference).toContainText("Well done, {name}");
  await expect(difference).toContainText("By the second.");
  await button(other, say("builder.conflict.takeTheirs")).click();
  await expect(difference).toBeHidden();
  await expect(field(other, say("builder.form.messageSubject"))).toHaveValue("Well done, {name}");
  await expect(field(other, say("achievements.form.description"))).toHaveValue("By the builder.");

  // And the other way round: whoever has seen the difference may save over it.
  await page.goto(`${address}/edit`);
  await field(page, say("achievements.form.description")).fill("By the first.");
  await button(page, say("achievements.form.save")).click();
  await expect(heading(page)).toHaveText(name);
  await field(other, say("achievements.form.description")).fill("By the second.");
  await button(other, say("achievements.form.save")).click();
  await button(other, say("builder.conflict.saveMine")).click();
  await expect(heading(other)).toHaveText(name);
  await expect(main(other)).toContainText("By the second.");
});

test("the builder fits a narrow window, and a message is seen as it will be", async ({ page }) => {
  await page.setViewportSize({ width: 320, height: 800 });
  const name = await begin(page);
  await page.locator('[name="triggerType"]').selectOption("criteria");
  await button(page, say("builder.rules.addGroup")).click();
  await part(page, "2.1", "type").selectOption("course_completion");
  await part(page, "2.1", "window.kind").selectOption("range");
  const overflows = () => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
  expect(await overflows()).toBe(false);
  await field(page, say("builder.form.message")).fill("Dear {name}, you have {achievement}. {nothing}");
  await expect(main(page)).toContainText(`you have ${name}. {nothing}`);
  await button(page, say("achievements.form.create")).click();
  await expect(errorSummary(page)).toContainText("nothing");
});
