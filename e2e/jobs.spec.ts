import { createOrganization } from "./command";
import { expect, test } from "./fixtures";
import { button, confirm, heading, main, redeem, row } from "./steps";
import { say } from "./words";

test.setTimeout(180_000);

/** While nothing may be issued, an evaluation waits for as long as anybody likes. */
test("a job that is at work says what it waits for, and is stopped with its button", async ({ page }) => {
  const { slug, admin, link } = await createOrganization(`Jobs ${Date.now()}`);
  const path = `/o/${slug}`;
  await redeem(page, link, admin, `${path}/settings/issuing`);
  await button(main(page), say("settings.issuing.pause")).click();
  await confirm(page, say("settings.issuing.pause"), { [say("settings.issuing.reason")]: "We are counting" });

  await page.goto(`${path}/jobs`);
  await button(main(page), say("jobs.evaluateAll")).click();
  await page.waitForURL(/\/jobs\/[0-9a-f-]{36}$/);
  await expect(main(page)).toContainText(say("errors.issuingPaused"), { timeout: 60_000 });
  const stop = button(main(page), say("jobs.cancel"));
  const dialog = page.getByRole("dialog");
  await stop.click();
  await expect(dialog).toContainText(say("jobs.cancelConsequence"));
  await button(dialog, say("jobs.keepGoing")).click();
  await expect(stop).toBeFocused();
  await stop.click();
  await confirm(page, say("jobs.cancel"));
  await expect(main(page).getByText(say("jobs.statuses.cancelled"), { exact: true })).toBeVisible({
    timeout: 60_000,
  });
  await expect(stop).toBeHidden();
  await expect(main(page)).toContainText(say("jobs.cancelledBy"));
  await page.goto(`${path}/jobs`);
  await expect(row(page, say("jobs.statuses.cancelled"))).toHaveCount(1);
  await expect(heading(page)).toHaveText(say("jobs.title"));
});
