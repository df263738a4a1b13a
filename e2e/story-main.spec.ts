import type { Page } from "@playwright/test";
import { accountOf } from "./accounts";
import { createOrganization } from "./command";
import { dayFromNow } from "./days";
import { expect, signIn, test } from "./fixtures";
import {
  activate,
  addPerson,
  answerOf,
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
import { say } from "./words";

const HOLDER = "Kari Nordmann";
const EARNED = "Three visits";
const BY_HAND = "Special effort";
const LOCKED = "Ten activities";

test.setTimeout(300_000);

async function choosePerson(page: Page, label: string) {
  await page.getByRole("combobox", { name: label }).pressSequentially("kari");
  await page.getByRole("option", { name: HOLDER }).click();
}

/** A badge that a rule gives, made in the form; and two of the platform's drafts put into use. */
async function define(page: Page, path: string) {
  await page.goto(`${path}/achievements/new`);
  await field(page, say("achievements.form.name")).fill(EARNED);
  await field(page, say("achievements.form.description")).fill("For three visits to somebody who needs one.");
  await field(page, say("achievements.form.triggerType")).selectOption("activity_count");
  await field(page, say("achievements.form.threshold")).fill("3");
  await button(main(page), say("achievements.form.create")).click();
  await expect(heading(page)).toHaveText(EARNED);
  for (const name of [EARNED, BY_HAND, LOCKED]) await activate(page, path, name);
}

/** Three good rows and a bad one: tried first, imported when somebody says yes. */
async function importActivities(page: Page, path: string, email: string) {
  const rows = [1, 2, 3].map((daysAgo) => `${email},visit,${dayFromNow(-daysAgo)},visit-${daysAgo}`);
  const csv = ["person,kind,occurred_at,external_id", ...rows, `${email},visit,2026-02-30,visit-4`].join(
    "\n",
  );
  await page.goto(`${path}/imports/new?kind=activities`);
  await field(page, say("imports.file")).setInputFiles({
    name: "visits.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(csv),
  });
  await button(main(page), say("imports.try")).click();
  await expect(
    page.getByRole("heading", { name: say("imports.triedTitle", { file: "visits.csv" }) }),
  ).toBeFocused();
  await expect(row(page, "occurred_at")).toContainText("5");
  await button(main(page), say("imports.importNow", { count: 3 })).click();
  await page.waitForURL(/\/imports\/[0-9a-f-]{36}$/);
}

/** Nobody presses anything for this one: the worker hears of the import and awards. */
async function seeTheWorkerAward(page: Page, path: string) {
  await seeItAwarded(page, path, EARNED, HOLDER);
  await expect(row(page, EARNED)).toContainText(say("badges.sources.automatic"));
  await row(page, EARNED).getByRole("link").first().click();
  await expect(heading(page)).toHaveText(
    say("badges.detail.heading", { achievement: EARNED, person: HOLDER }),
  );
}

async function awardByHand(page: Page, path: string) {
  await page.goto(`${path}/badges/award`);
  await choosePerson(page, say("badges.person"));
  await field(page, say("badges.achievement")).selectOption({ label: BY_HAND });
  await field(page, say("badges.reason")).fill("Always there on Fridays");
  await button(main(page), say("badges.award.submit")).click();
  await expect(heading(page)).toHaveText(
    say("badges.detail.heading", { achievement: BY_HAND, person: HOLDER }),
  );
}

async function issueAndRevoke(page: Page, path: string): Promise<string> {
  await page.goto(`${path}/certifications/types/new`);
  await field(page, say("certifications.types.name")).fill("Certified peer mentor");
  await field(page, say("certifications.types.code")).fill("certified");
  await field(page, say("certifications.types.validityMonths")).fill("24");
  await button(main(page), say("certifications.types.create")).click();
  await expect(row(page, "Certified peer mentor")).toBeVisible();
  await page.goto(`${path}/certifications/issue`);
  await choosePerson(page, say("certifications.person"));
  await field(page, say("certifications.type")).selectOption({ index: 1 });
  await button(main(page), say("certifications.issue.submit")).click();
  await expect(heading(page)).toHaveText(/-00001$/);
  const number = ((await heading(page).textContent()) ?? "").split(" ").at(-1) ?? "";
  await button(page, say("certifications.revocation.revoke")).click();
  await confirm(page, say("certifications.revocation.revoke"), {
    [say("badges.reason")]: "Issued to the wrong Kari",
  });
  await expect(page.getByText(say("certifications.standing.revoked"), { exact: true }).first()).toBeVisible();
  return number;
}

/** Exactly what there is: two badges, one that is locked with what is left, one certificate and what became of it. */
async function seeOwnProfile(page: Page, number: string) {
  await expect(heading(page)).toHaveText(HOLDER);
  const items = (list: string) => page.getByRole("list", { name: list, exact: true }).getByRole("listitem");
  await expect(items(say("profile.earned"))).toHaveCount(2);
  await expect(items(say("profile.earned")).filter({ hasText: EARNED })).toHaveCount(1);
  await expect(items(say("profile.earned")).filter({ hasText: BY_HAND })).toContainText(
    "Always there on Fridays",
  );
  await expect(items(say("profile.locked"))).toHaveCount(1);
  await expect(items(say("profile.locked"))).toContainText(LOCKED);
  await expect(items(say("profile.locked"))).toContainText(
    say("profile.left", { have: "4", need: "10", left: "6" }),
  );
  const certificate = page
    .getByRole("region", { name: say("profile.certificates.title"), exact: true })
    .getByRole("listitem");
  await expect(certificate).toHaveCount(1);
  await expect(certificate).toContainText(number);
  await expect(certificate).toContainText(say("profile.certificates.standing.revoked"));
  await expect(certificate).toContainText("Issued to the wrong Kari");
}

test("from a rule to a badge, a certificate and back: one organisation sees it, another sees nothing", async ({
  page,
  browser,
}) => {
  const { slug, mark, admin, link } = await createOrganization(`Story ${Date.now()}`);
  const path = `/o/${slug}`;
  const email = `kari@${mark}.example`;
  const visited = new Set<string>();
  page.on("framenavigated", (frame) => {
    const { pathname, search } = new URL(frame.url());
    if (pathname.startsWith(path)) visited.add(pathname + search);
  });

  await redeem(page, link, admin, path);
  await define(page, path);
  const own = await somebodyElse(browser);
  await redeem(own.page, await addPerson(page, path, HOLDER, email), email, `${path}/profile`);
  await expect(own.page.getByText(say("profile.noBadges.self"))).toBeVisible();
  await importActivities(page, path, email);
  await recordActivity(page, path, { name: HOLDER, typed: "kari", kind: "visit" });
  await expect(row(page, HOLDER)).toHaveCount(4);
  await seeTheWorkerAward(page, path);
  await awardByHand(page, path);
  const number = await issueAndRevoke(page, path);

  await own.page.reload();
  await seeOwnProfile(own.page, number);
  expect(own.errors).toEqual([]);
  await own.page.context().close();

  const stranger = await somebodyElse(browser);
  const hlf = accountOf("hlf", "org_admin");
  await signIn(stranger.page, hlf.email, { to: "/o/hlf" });
  expect(visited.size).toBeGreaterThan(15);
  const unknown = await answerOf(stranger.page, "/o/no-such-place/badges");
  expect(unknown.seen.status).toBe(404);
  for (const address of visited) {
    const foreign = await answerOf(stranger.page, address);
    expect(foreign.seen, address).toEqual(unknown.seen);
    for (const secret of [HOLDER, EARNED, number, email]) {
      expect(foreign.source, address).not.toContain(secret);
    }
  }
  expect(stranger.errors).toEqual([]);
  await stranger.page.context().close();
});
