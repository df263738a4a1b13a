import type { APIRequestContext, Page } from "@playwright/test";
import type { Temporal } from "temporal-polyfill";
import { createOrganization, heder } from "./command";
import { dayFromNow } from "./days";
import { expect, test } from "./fixtures";
import { choose, expectFocus } from "./keyboard";
import { mailAbout } from "./mail";
import { makeKey } from "./other-system";
import { scannedFrom } from "./pdf";
import { addPerson, button, confirm, field, heading, main, redeem, row, somebodyElse } from "./steps";
import { expectUsable } from "./usable";
import { say } from "./words";

const HOLDER = "Kåre Ærø-Østby";
const TYPE = "Digital peer mentor certificate";
const COURSE = "Becoming a peer mentor";
const SCOPE = "conversations:lead";
const REASON = "The course was taken by somebody else";

test.setTimeout(300_000);

/** A day in its three fields. */
async function fillDay(page: Page, label: string, { day, month, year }: Temporal.PlainDate) {
  const group = page.getByRole("group", { name: new RegExp(`^${label}`) });
  await group.getByLabel(say("common.date.day")).fill(String(day));
  await group.getByLabel(say("common.date.month")).fill(String(month));
  await group.getByLabel(say("common.date.year")).fill(String(year));
}

/** A course, a certificate that its completion gives and what it opens elsewhere, and how it looks. */
async function define(page: Page, path: string) {
  await page.goto(`${path}/courses/new`);
  await field(page, say("facts.course.code")).fill("PEER-1");
  await field(page, say("facts.course.courseTitle")).fill(COURSE);
  await button(main(page), say("facts.save")).click();
  await expect(page.getByText(COURSE).first()).toBeVisible();

  await page.goto(`${path}/certifications/types/new`);
  await field(page, say("certifications.types.name")).fill(TYPE);
  await field(page, say("certifications.types.code")).fill("peer-mentor");
  await field(page, say("certifications.types.validityMonths")).fill("12");
  await field(page, say("issuing.type.course")).selectOption({ index: 1 });
  await field(page, say("issuing.type.scopes")).fill(SCOPE);
  await button(main(page), say("certifications.types.create")).click();
  await expect(row(page, TYPE)).toBeVisible();

  await page.getByRole("link", { name: say("certificatePdf.designOf", { name: TYPE }) }).click();
  await expect(heading(page)).toHaveText(say("certificateDesign.pageTitle", { name: TYPE }));
  const body = field(page, say("certificateDesign.body"));
  const save = button(main(page), say("certificateDesign.save"));
  await body.fill("{name} has completed {nonsense}.");
  await save.click();
  await expect(body).toHaveAttribute("aria-invalid", "true");
  await body.fill("has completed {course} and is a peer mentor of {organization}.");
  await save.click();
  await expect(page.getByRole("status").filter({ hasText: say("certificateDesign.saved") })).toBeVisible();
  await expect(page.getByRole("img", { name: say("certificateDesign.preview.alt") })).toBeVisible();
}

/** Somebody writes down that the course is completed; nobody issues anything. */
async function complete(page: Page, path: string) {
  await page.goto(`${path}/courses`);
  await row(page, COURSE).getByRole("link").first().click();
  await page
    .getByRole("link", { name: say("facts.registration.add") })
    .first()
    .click();
  await page.getByRole("combobox", { name: say("facts.person") }).pressSequentially("kåre");
  await page.getByRole("option", { name: HOLDER }).click();
  await page.getByRole("radio", { name: say("facts.registration.statuses.completed"), exact: true }).check();
  await fillDay(page, say("facts.registration.completedOn"), dayFromNow(0));
  await button(main(page), say("facts.registration.add")).click();
  await expect(row(page, HOLDER)).toBeVisible();
}

/** The worker hears of the course; answers the number it gave. */
async function seeItIssued(page: Page, path: string): Promise<string> {
  await expect(async () => {
    await page.goto(`${path}/certifications`);
    await expect(row(page, HOLDER)).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 30_000, intervals: [500] });
  await row(page, HOLDER).getByRole("link").first().click();
  await expect(heading(page)).toHaveText(/-00001$/);
  await expect(main(page)).toContainText(say("certificateLife.timeline.issuedByCourse"));
  return numberOf(page);
}

const numberOf = async (page: Page) => ((await heading(page).textContent()) ?? "").split(" ").at(-1) ?? "";

/** Its last day turns out to be near: what follows is one warning, however often anybody looks. */
async function shorten(page: Page, slug: string, email: string) {
  await page.getByRole("link", { name: say("certificateLife.correct.action") }).click();
  await fillDay(page, say("certificateLife.lastDay"), dayFromNow(10));
  await field(page, say("certificateLife.correct.reason")).fill("Agreed with the course leader");
  await button(main(page), say("certificateLife.correct.submit")).click();
  await expect(main(page)).toContainText("Agreed with the course leader");
  await heder("sweep", "--org", slug);
  const again = await heder("sweep", "--org", slug);
  expect(again).toMatchObject({ warned: 0, expired: 0 });
  const warnings = await mailAbout(email, /expires soon/);
  expect(warnings).toHaveLength(1);
  await page.reload();
  await expect(main(page)).toContainText(say("certificateLife.timeline.warned"));
}

/** The month in which it ends has a link to it among those of the day, and large enough to be hit. */
async function seeItInTheCalendar(page: Page, path: string) {
  const month = dayFromNow(10).toPlainYearMonth();
  await page.goto(`${path}/certifications/calendar?month=${month}`);
  await expect(main(page).getByRole("table").getByRole("link", { name: HOLDER })).toBeVisible();
  await expectUsable(page, "a month of the calendar");
  await page.goBack();
}

/** By the keyboard alone, from the old certificate to the new one. */
async function renew(page: Page): Promise<string> {
  await choose(page, page.getByRole("link", { name: say("certificateLife.renew.action"), exact: true }));
  await choose(page, button(main(page), say("certificateLife.renew.submit")));
  await expect(heading(page)).toHaveText(/-00002$/);
  await expectFocus(page, "renewing");
  return numberOf(page);
}

/** The printed certificate, as whoever holds it in the hand: answers where its QR leads. */
async function scanThePdf(page: Page): Promise<string> {
  const link = page.getByRole("link", { name: say("certificatePdf.certificate") });
  const answer = await page.request.get((await link.getAttribute("href")) ?? "");
  expect(answer.headers()["content-type"]).toContain("application/pdf");
  return await scannedFrom(await answer.body());
}

/** What strangers see with the code and without it. */
async function verify(page: Page, address: string, number: string) {
  await page.goto(address);
  await expect(heading(page)).toHaveText(say("verify.status.active"));
  await expect(main(page)).toContainText(HOLDER);
  await page.goto(`/verify/${number}`);
  await expect(heading(page)).toHaveText(say("verify.status.active"));
  await expect(main(page)).not.toContainText(HOLDER);
}

async function mayLead(api: APIRequestContext, email: string): Promise<boolean> {
  const answer = await api.get(`/api/v1/access?person=${email}&scope=${SCOPE}`);
  expect(answer.ok(), await answer.text()).toBe(true);
  return (await answer.json()).allowed;
}

/** A machine that asks at the same address. */
async function stateFor(page: Page, number: string): Promise<string> {
  const answer = await page.request.get(`/verify/${number}`, { headers: { accept: "application/json" } });
  return (await answer.json()).status;
}

async function revoke(page: Page) {
  await button(page, say("certifications.revocation.revoke")).click();
  await confirm(page, say("certifications.revocation.revoke"), { [say("badges.reason")]: REASON });
  await expect(page.getByText(say("certifications.standing.revoked"), { exact: true }).first()).toBeVisible();
}

test("from a completed course to a certificate on paper, its renewal and its revocation, known everywhere at once", async ({
  page,
  browser,
  playwright,
  baseURL,
}) => {
  const { slug, mark, admin, link } = await createOrganization(`Certificates ${Date.now()}`);
  const path = `/o/${slug}`;
  const email = `kare@${mark}.example`;
  await redeem(page, link, admin, path);
  await addPerson(page, path, HOLDER, email);
  await define(page, path);
  await complete(page, path);
  const old = await seeItIssued(page, path);
  expect((await mailAbout(email, /new certificate/))[0]?.text).toContain(old);
  await shorten(page, slug, email);
  await seeItInTheCalendar(page, path);
  const number = await renew(page);

  const address = await scanThePdf(page);
  expect(address).toContain(`/verify/${number}`);
  const stranger = await somebodyElse(browser);
  await verify(stranger.page, address, number);
  await stranger.page.goto(`/verify/${old}`);
  await expect(heading(stranger.page)).toHaveText(say("verify.status.superseded"));
  await expect(main(stranger.page)).toContainText(say("verify.newer.active"));

  const certificate = page.url();
  const key = await makeKey(page, path, ["access-read"]);
  const api = await playwright.request.newContext({
    baseURL,
    extraHTTPHeaders: { authorization: `Bearer ${key}` },
  });
  expect(await mayLead(api, email)).toBe(true);
  expect(await stateFor(stranger.page, number)).toBe("active");

  await page.goto(certificate);
  await revoke(page);
  expect(await stateFor(stranger.page, number)).toBe("revoked");
  expect(await mayLead(api, email)).toBe(false);
  await stranger.page.goto(address);
  await expect(heading(stranger.page)).toHaveText(say("verify.status.revoked"));
  await expect(main(stranger.page)).not.toContainText(REASON);
  expect((await mailAbout(email, /revoked/))[0]?.text).toContain(REASON);
  expect(stranger.errors).toEqual([]);
  await stranger.page.context().close();
  await api.dispose();
});
