import { DEMO_PASSWORD } from "@/lib/demo/accounts";
import { accountOf } from "./accounts";
import { expect, signIn, test } from "./fixtures";
import { mailAbout } from "./mail";
import { button, confirm, field, heading, main, row, somebodyElse } from "./steps";
import { expectUsable } from "./usable";
import { say } from "./words";

test.describe.configure({ mode: "serial" });
test.setTimeout(180_000);

const administrator = accountOf("nhf", "org_admin").email;
const ENDORSER = "lege@endorsements.example";
const WORDS = "The course behind this badge is the best there is.";

let achievement = "";
let badge = "";

test("an administrator asks somebody outside, who gets a letter with a link", async ({ page }) => {
  await signIn(page, administrator, {
    to: "/o/nhf/badges?status=awarded",
    password: DEMO_PASSWORD,
  });
  await main(page).getByRole("rowheader").first().getByRole("link").click();
  await expect(page).toHaveURL(/\/badges\/[0-9a-f-]{36}$/);
  badge = (await main(page).locator('a[href^="/badges/"]').first().getAttribute("href")) ?? "";
  achievement =
    (await main(page).locator('a[href*="/achievements/"]').first().getAttribute("href"))?.replace(
      /(achievements\/[0-9a-f-]{36}).*$/,
      "$1",
    ) ?? "";
  await page.goto(achievement);
  await field(page, say("endorsements.invite.email")).fill(ENDORSER);
  await field(page, say("endorsements.invite.request")).fill("Would you vouch for our course?");
  await button(main(page), say("endorsements.invite.submit")).click();
  await expect(main(page)).toContainText(say("endorsements.invite.made", { email: ENDORSER }));
});

test("they read it without an account; what they typed is there when it could not be taken, and then it is signed", async ({
  browser,
}) => {
  const [letter] = await mailAbout(ENDORSER, /./);
  const link = /\/endorse\/[A-Za-z0-9_-]{43}/.exec(letter?.text ?? "")?.[0] ?? "";
  const { page, errors } = await somebodyElse(browser);
  await page.goto(link);
  await expect(heading(page)).toHaveText(say("endorsements.answer.titleOf.invited"));
  await expect(main(page)).toContainText("Would you vouch for our course?");
  await expectUsable(page, "an invitation to endorse");
  await field(page, say("endorsements.answer.name")).fill("Dr. Per Legen");
  await field(page, say("endorsements.answer.url")).fill("https://localhost/me");
  await field(page, say("endorsements.answer.comment")).fill(WORDS);
  await button(main(page), say("endorsements.answer.give")).click();
  await expect(main(page)).toContainText(say("endorsements.answer.problemTitle"));
  await expect(field(page, say("endorsements.answer.comment"))).toHaveValue(WORDS);
  await expect(field(page, say("endorsements.answer.name"))).toHaveValue("Dr. Per Legen");
  await field(page, say("endorsements.answer.url")).fill("https://legen.example");
  await button(main(page), say("endorsements.answer.give")).click();
  await expect(heading(page)).toHaveText(say("endorsements.answer.titleOf.given"));
  expect(errors).toEqual([]);
  await page.context().close();
});

test("it stands on the badge's page, until it is withdrawn", async ({ page, browser }) => {
  const { page: stranger, errors } = await somebodyElse(browser);
  await stranger.goto(badge);
  await expect(main(stranger)).toContainText(WORDS);
  await expect(main(stranger)).toContainText("Dr. Per Legen");
  await signIn(page, administrator, { to: achievement });
  await row(page, "Dr. Per Legen")
    .getByRole("button", { name: say("endorsements.withdrawFrom", { name: "Dr. Per Legen" }) })
    .click();
  await confirm(page, say("endorsements.withdraw"));
  await expect(row(page, "Dr. Per Legen")).toContainText(say("endorsements.states.withdrawn"));
  await stranger.reload();
  await expect(main(stranger)).not.toContainText(WORDS);
  expect(errors).toEqual([]);
  await stranger.context().close();
});
