import { accountOf } from "./accounts";
import { expect, signIn, test } from "./fixtures";
import { button, confirm, heading, main, somebodyElse } from "./steps";
import { say } from "./words";

const mentor = accountOf("hlf", "peer_mentor").email;

test("a holder decides who sees a badge: nobody without the link, everybody, or who has a link that can be withdrawn", async ({
  page,
  browser,
}) => {
  await signIn(page, mentor, { to: "/o/hlf/profile" });
  await main(page)
    .getByRole("list", { name: say("profile.earned") })
    .getByRole("link")
    .first()
    .click();
  await expect(page).toHaveURL(/\/profile\/badges\//);
  const name = (await heading(page).textContent()) ?? "";
  const address =
    (await main(page)
      .getByRole("link", { name: say("badgePage.own.check") })
      .getAttribute("href")) ?? "";
  const { page: stranger, errors } = await somebodyElse(browser);

  // Profiles are for colleagues until somebody opens theirs.
  expect((await stranger.goto(address))?.status()).toBe(404);
  expect((await stranger.request.get(`${address}/preview.png`)).status()).toBe(404);
  const own = page.url();
  await main(page)
    .getByRole("link", { name: say("badgePage.own.seenByProfile") })
    .click();
  await main(page).getByLabel(say("badgePage.own.visibility.public")).check();
  await button(page, say("badgePage.own.save")).click();
  await expect(main(page).getByText(say("badgePage.own.saved"))).toBeVisible();
  await page.goto(own);
  await expect(main(page).getByText(say("badgePage.own.seenBy.everybody"))).toBeVisible();
  const seen = await stranger.goto(address);
  expect(seen?.status()).toBe(200);
  expect(seen?.headers()["cache-control"]).toContain("no-store");
  await expect(heading(stranger)).toHaveText(name);
  await expect(main(stranger).getByText(say("badgePage.standing.awarded"), { exact: true })).toBeVisible();
  const picture = await stranger.locator('meta[property="og:image"]').getAttribute("content");
  const preview = await stranger.request.get(new URL(picture ?? "").pathname);
  expect(preview.headers()["content-type"]).toBe("image/png");

  await button(page, say("badgePage.own.hide")).click();
  await expect(button(page, say("badgePage.own.show"))).toBeVisible();
  expect((await stranger.goto(address))?.status()).toBe(404);

  await button(page, say("badgePage.own.create")).click();
  const link = await main(page).getByLabel(say("badgePage.own.once")).inputValue();
  const path = new URL(link).pathname;
  expect((await stranger.goto(path))?.status()).toBe(200);
  await expect(heading(stranger)).toHaveText(name);
  await main(page)
    .getByRole("button", { name: say("badgePage.own.withdrawFor", { when: "" }).trim() })
    .first()
    .click();
  await confirm(page, say("badgePage.own.withdraw"));
  await expect(main(page).getByText(say("badgePage.own.states.withdrawn"), { exact: true })).toBeVisible();
  expect((await stranger.goto(path))?.status()).toBe(404);
  await expect(heading(stranger)).toHaveText(say("badgePage.over.title"));
  expect(errors).toEqual([]);
});
