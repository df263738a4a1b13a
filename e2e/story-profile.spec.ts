import type { Page } from "@playwright/test";
import { accountOf } from "./accounts";
import { dayFromNow } from "./days";
import { expect, signIn, test } from "./fixtures";
import { choose, expectFocus, go, press } from "./keyboard";
import { button, field, heading, main, somebodyElse } from "./steps";
import { expectUsable } from "./usable";
import { say } from "./words";

test.describe.configure({ mode: "serial" });

const path = "/o/blindeforbundet/profile";
const mentor = accountOf("blindeforbundet", "peer_mentor");
const link = (page: Page, name: string) => main(page).getByRole("link", { name, exact: true });
const back = (page: Page) => link(page, say("profile.title"));

async function toBadge(page: Page): Promise<string> {
  const first = main(page)
    .getByRole("list", { name: say("profile.earned") })
    .getByRole("link")
    .first();
  const name = (await first.textContent()) ?? "";
  await choose(page, first);
  await expect(heading(page)).toHaveText(name);
  await expectFocus(page, "opening a badge");
  return name;
}

test("a profile by keyboard alone: a badge, hiding it, declining it and back, showing it by a link, and the year", async ({
  page,
  browser,
}) => {
  test.setTimeout(180_000);
  await signIn(page, mentor.email, { to: path });
  const name = await toBadge(page);

  await choose(page, button(page, say("badgePage.own.hide")));
  await expect(button(page, say("badgePage.own.show"))).toBeFocused();
  await choose(page, back(page));
  await expect(main(page).getByText(say("profile.hidden")).first()).toBeVisible();
  await toBadge(page);
  await choose(page, button(page, say("badgePage.own.show")));
  await expect(button(page, say("badgePage.own.hide"))).toBeFocused();

  await choose(page, button(page, say("badgePage.own.decline")));
  const dialog = page.getByRole("dialog");
  await choose(page, button(dialog, say("badgePage.own.declineConfirm")));
  await expect(button(page, say("badgePage.own.accept"))).toBeVisible();
  await expectFocus(page, "declining");
  await choose(page, button(page, say("badgePage.own.accept")));
  await choose(page, button(dialog, say("badgePage.own.acceptConfirm")));
  await expect(heading(page)).toHaveText(mentor.name);
  await expectFocus(page, "taking a badge back");
  await choose(page, main(page).getByRole("link", { name, exact: true }));
  await expect(heading(page)).toHaveText(name);

  await choose(page, button(page, say("badgePage.own.create")));
  const made = main(page).getByLabel(say("badgePage.own.once"));
  await expect(made).toBeVisible();
  await expectFocus(page, "making a link");
  const { page: stranger, errors } = await somebodyElse(browser);
  await stranger.goto(new URL(await made.inputValue()).pathname);
  await expect(heading(stranger)).toHaveText(name);

  await choose(page, back(page));
  const year = main(page).getByRole("link", {
    name: new RegExp(say("yearReview.link", { year: "" }).trim()),
  });
  await choose(page, year);
  await expect(heading(page)).toHaveText(/^The year \d{4}$/);
  await expectFocus(page, "opening the year");
  await go(page, link(page, say("yearReview.file")));
  const [file] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  expect(file.suggestedFilename()).toMatch(/^year-\d{4}\.pdf$/);
  await press(page, "Tab");
  expect(errors).toEqual([]);
});

test("a whole profile is open to everybody, by a link, or to nobody, as its holder chooses", async ({
  page,
  browser,
}) => {
  await signIn(page, mentor.email, { to: `${path}/sharing` });
  const { page: stranger, errors } = await somebodyElse(browser);
  await field(page, say("profilePage.own.slug")).fill("Min Profil");
  await button(page, say("profilePage.own.save")).click();
  await expect(main(page).getByText(say("errors.badgePage.slugLetters")).first()).toBeVisible();
  await field(page, say("profilePage.own.slug")).fill("min-profil");
  await button(page, say("profilePage.own.save")).click();
  await main(page).getByLabel(say("badgePage.own.visibility.public")).check();
  await button(page, say("badgePage.own.save")).click();
  await expect(link(page, say("profilePage.own.open"))).toBeVisible();

  const open = await stranger.goto("/p/min-profil");
  expect(open?.status()).toBe(200);
  expect(open?.headers()["cache-control"]).toContain("no-store");
  await expect(heading(stranger)).toHaveText(mentor.name);
  const badge = main(stranger)
    .getByRole("list", { name: say("profilePage.earned") })
    .getByRole("link")
    .first();
  expect((await stranger.request.get((await badge.getAttribute("href")) ?? "")).status()).toBe(200);

  await main(page).getByLabel(say("badgePage.own.visibility.private")).check();
  await button(page, say("badgePage.own.save")).click();
  await expect(main(page).getByText(say("profilePage.own.addressClosed"))).toBeVisible();
  const closed = await stranger.goto("/p/min-profil");
  const seen = await main(stranger).textContent();
  const unknown = await stranger.goto("/p/no-such-profile");
  expect([closed?.status(), unknown?.status()]).toEqual([404, 404]);
  expect(await main(stranger).textContent()).toBe(seen);

  await button(page, say("badgePage.own.create")).click();
  const address = await main(page).getByLabel(say("badgePage.own.once")).inputValue();
  expect((await stranger.goto(new URL(address).pathname))?.status()).toBe(200);
  await expectUsable(stranger, "a profile that is shown by a link");
  await main(page)
    .getByRole("button", { name: say("badgePage.own.withdrawFor", { when: "" }).trim() })
    .first()
    .click();
  await button(page.getByRole("dialog"), say("badgePage.own.withdraw")).click();
  await expect(main(page).getByText(say("badgePage.own.states.withdrawn"), { exact: true })).toBeVisible();
  expect((await stranger.goto(new URL(address).pathname))?.status()).toBe(404);
  await main(page).getByLabel(say("badgePage.own.visibility.public")).check();
  await button(page, say("badgePage.own.save")).click();
  await expect(link(page, say("profilePage.own.open"))).toBeVisible();
  expect(errors).toEqual([]);
});

test("a name of two hundred letters without a gap breaks nothing on a narrow screen, nor on paper", async ({
  page,
}) => {
  await signIn(page, mentor.email, { to: "/o/blindeforbundet/account" });
  const name = page.locator('input[name="displayName"]');
  const before = await name.inputValue();
  const rename = async (to: string) => {
    await page.goto("/o/blindeforbundet/account");
    await name.fill(to);
    await main(page).locator("form", { has: name }).getByRole("button").first().click();
    await expect(page.getByRole("banner")).toContainText(to.slice(0, 10));
  };
  await rename("Å".repeat(200));
  const year = String(dayFromNow(0).year);
  for (const address of [
    path,
    `${path}/badges`,
    `${path}/sharing`,
    `${path}/year/${year}`,
    "/p/min-profil",
  ]) {
    // A small telephone, and a sheet of A4 as browsers lay it out.
    for (const [media, width] of [
      ["screen", 320],
      ["print", 794],
    ] as const) {
      await page.setViewportSize({ width, height: 640 });
      await page.emulateMedia({ media });
      expect((await page.goto(address))?.status(), address).toBe(200);
      await expect
        .poll(() => page.evaluate(() => document.documentElement.scrollWidth), {
          message: `${address} ${media}`,
        })
        .toBeLessThanOrEqual(width);
    }
  }
  await page.emulateMedia({ media: "print" });
  await page.goto(path);
  await expect(page.getByRole("banner")).toBeHidden();
  await expect(link(page, say("profilePage.own.change"))).toBeHidden();
  await expect(heading(page)).toBeVisible();
  await page.emulateMedia({ media: "screen" });
  await page.setViewportSize({ width: 1280, height: 720 });
  await rename(before);
});

test("beside what is one's own one may say that it is wrong, and each such link says beside what", async ({
  page,
}) => {
  const member = accountOf("nhf", "peer_mentor");
  await signIn(page, member.email, { to: "/o/nhf/profile" });
  const reports = main(page).getByRole("link", { name: new RegExp(`^${say("profile.report")}`) });
  await expect(reports.nth(2)).toBeVisible();
  const names = await reports.evaluateAll((all) => all.map((one) => one.textContent));
  expect(new Set(names).size).toBe(names.length);
  await main(page)
    .getByRole("link", { name: new RegExp(`^${say("profile.report")} ?: Ti møter$`) })
    .click();
  await expect(heading(page)).toHaveText(say("mistakes.new.title"));
  await expect(main(page)).toContainText("Ti møter");

  await page.goto("/o/nhf/profile");
  await link(page, "Ti møter").click();
  // Until it has come, the profile stands there with such links of its own, and with parts that open.
  await expect(heading(page)).toHaveText("Ti møter");
  const counted = main(page)
    .locator("details")
    .filter({ has: page.locator('a[href*="about=activity&"]') })
    .first();
  await counted.locator("summary").click();
  const activity = counted
    .getByRole("listitem")
    .getByRole("link", { name: new RegExp(`^${say("explain.report")} ?: .+, `) })
    .first();
  await activity.click();
  await expect(heading(page)).toHaveText(say("mistakes.new.title"));
  await expect(main(page)).toContainText(
    say("mistakes.subject.activity", { name: "x", when: "y" }).split("“")[0] ?? "",
  );
});
