import { globSync } from "node:fs";
import { join } from "node:path";
import type { Page as BrowserPage } from "@playwright/test";
import { DEMO_GLOBAL_ADMIN } from "@/lib/demo/accounts";
import { accountOf } from "./accounts";
import { ID } from "./addresses";
import { expect, signIn, test } from "./fixtures";
import { PAGES, type Page, type Viewer } from "./pages";
import { problemsOf, violations } from "./usable";
import { type Scripts, scriptsOfAnyPage, scriptWeight } from "./weight";

function emailOf(viewer: Exclude<Viewer, "anonymous">): string {
  if (viewer === "global_admin") return DEMO_GLOBAL_ADMIN.email;
  return accountOf("nhf", viewer).email;
}

const NAMED: Readonly<Record<string, string>> = {
  ":id": ID,
  ":number": "[A-Z]{2,10}-\\d{4}-\\d{5,}",
  ":hash": "[0-9a-f]{32}",
  ":year": "\\d{4}",
};

const patternOf = (hop: string) => hop.replace(/:\w+/g, (name) => NAMED[name] ?? name);

/** What belongs to a thing has its page right below the thing's own, whether or not there is so much that a link says so. */
function below(address: string, hop: string): string | undefined {
  const [, thing, part] = /^(.*:\w+)(\/[a-z-]+)$/.exec(hop) ?? [];
  return thing && new RegExp(`^${patternOf(thing)}$`).test(address) ? `${address}${part}` : undefined;
}

/** The sources of pages, each asked for once: many ways begin with the same lists. */
function reader(page: BrowserPage): (address: string) => Promise<string> {
  const kept = new Map<string, Promise<string>>();
  return (address) => {
    // A server may close a kept connection at the moment it is used again.
    const source =
      kept.get(address) ?? page.request.get(address, { maxRetries: 2 }).then((answer) => answer.text());
    kept.set(address, source);
    return source;
  };
}

/** Follows the way by the addresses that stand on each page, without drawing the pages in between. */
async function addressOf(read: ReturnType<typeof reader>, { way }: Page): Promise<string> {
  const [start, ...hops] = way;
  let address: string = start;
  for (const hop of hops) {
    if (!hop.includes(":")) {
      address = hop;
      continue;
    }
    const html = await read(address);
    // A number stands on the page as text; the address is ours to make.
    const found = hop.startsWith("/verify/")
      ? new RegExp(NAMED[":number"] ?? "").exec(html)?.[0].replace(/^/, "/verify/")
      : // What follows the address says which part of the page is meant, as of a badge earned more than once.
        new RegExp(`href="(${patternOf(hop)})(?:\\?[^"]*)?"`).exec(html)?.[1];
    const next = found ?? below(address, hop);
    if (!next) throw new Error(`${address} has no link to ${hop}`);
    address = next;
  }
  return address;
}

/** Kilobytes of JavaScript beyond any page's: pages to work on, and pages that are only read. */
const HEAVIEST = { worked: 110, read: 10 };
/** What benchmarks compare with; elsewhere it is not found. */
const EMPTY = "empty/page.ts";

async function heaviness(page: BrowserPage, { file, viewers }: Page, ofAny: Scripts): Promise<string[]> {
  const isRead = viewers[0] === "anonymous" && !file.startsWith("(auth)");
  const limit = isRead ? HEAVIEST.read : HEAVIEST.worked;
  const weight = await scriptWeight(page, ofAny);
  return weight > limit ? [`${file} loads ${weight.toFixed(1)} kB of JavaScript, more than ${limit}`] : [];
}

/** All of a page's source but its head, the frame above it, and what its scripts are told. */
const ownPart = (source: string) =>
  source.slice(source.indexOf("<main")).replace(/<script\b[\s\S]*?<\/script>/g, "");

type Look = Readonly<{
  page: BrowserPage;
  viewer: Viewer;
  ofAny: Scripts;
  /** The sources of pages as an org admin gets them. */
  asAdmin: ReturnType<typeof reader>;
}>;

/**
 * Looks at one page: in light; when this viewer is its first, in every theme, narrow, and how heavy. A page that is
 * word for word what an org admin gets, who is its first, has been looked at.
 */
async function look({ page, viewer, ofAny, asAdmin }: Look, one: Page, address: string) {
  const { file, viewers, answers = 200 } = one;
  if (viewer !== "org_admin" && viewers[0] === "org_admin") {
    const [own, first] = await Promise.all([page.request.get(address), asAdmin(address)]);
    if (own.status() === answers && ownPart(await own.text()) === ownPart(first)) return [];
  }
  const answer = await page.goto(address);
  if (answer?.status() !== answers) return [`${address} answered ${answer?.status()} to ${viewer}`];
  await page.evaluate(() => document.fonts.ready);
  const where = `${file} as ${viewer}`;
  if (viewers[0] !== viewer) return await violations(page, `${where} in light`);
  return [...(await problemsOf(page, where)), ...(await heaviness(page, one, ofAny))];
}

test.describe("every page", () => {
  test.describe.configure({ mode: "parallel", timeout: 600_000 });

  test("is in the list", () => {
    const files = globSync("**/page.{ts,tsx}", { cwd: join(import.meta.dirname, "../app") });
    expect([EMPTY, ...PAGES.map(({ file }) => file)].toSorted()).toEqual(files.toSorted());
  });

  const shares: readonly (readonly [Viewer, number, number])[] = [
    ["org_admin", 0, 3],
    ["org_admin", 1, 3],
    ["org_admin", 2, 3],
    ["coordinator", 0, 1],
    ["global_admin", 0, 1],
    ["peer_mentor", 0, 1],
    ["anonymous", 0, 1],
  ];
  for (const [viewer, share, of] of shares)
    test(`can be used by everybody: ${viewer}, part ${share + 1} of ${of}`, async ({ page, browser }) => {
      const finder = await browser.newPage();
      // Who runs Heder has pages that no organisation has a link to.
      const guide = viewer === "global_admin" ? viewer : "org_admin";
      await signIn(finder, emailOf(guide), { to: "/o/nhf/account" });
      if (viewer !== "anonymous") await signIn(page, emailOf(viewer), { to: "/o/nhf/account" });
      const problems: string[] = [];
      const read = reader(finder);
      const admin = await browser.newPage();
      await signIn(admin, emailOf("org_admin"), { to: "/o/nhf/account" });
      const eyes = { page, viewer, ofAny: await scriptsOfAnyPage(finder), asAdmin: reader(admin) };
      const own = PAGES.filter(({ viewers }) => viewers.includes(viewer));
      for (const one of own.filter((_, index) => index % of === share))
        problems.push(...(await look(eyes, one, await addressOf(read, one))));
      await finder.close();
      await admin.close();
      expect(problems).toEqual([]);
    });
});

test.describe("what opens on a page", () => {
  test("a question before something grave", async ({ page }) => {
    await signIn(page, emailOf("coordinator"), { to: "/o/nhf/badges?status=awarded" });
    await page.locator("tbody a").first().click();
    await page.getByRole("button", { name: /Trekk tilbake|Revoke/ }).click();
    await expect(page.getByRole("dialog")).toBeVisible();
    expect(await violations(page, "dialog")).toEqual([]);
  });

  test("errors of a form", async ({ page }) => {
    await signIn(page, emailOf("org_admin"), { to: "/o/nhf/achievements/new" });
    await page.getByRole("main").locator('button[type="submit"]').click();
    await expect(page.locator('[aria-labelledby="error-summary-title"]')).toBeFocused();
    expect(await violations(page, "errors")).toEqual([]);
  });

  test("suggestions while typing", async ({ page }) => {
    await signIn(page, emailOf("coordinator"), { to: "/o/nhf/badges/award" });
    await page.getByRole("combobox").first().fill("an");
    await expect(page.getByRole("option").first()).toBeVisible();
    expect(await violations(page, "suggestions")).toEqual([]);
  });

  test("menus, and a page that is not there", async ({ page }) => {
    await signIn(page, emailOf("peer_mentor"), { to: "/o/nhf/no-such-page" });
    for (const menu of await page.locator("header summary").all()) {
      await menu.click();
      expect(await violations(page, "menu")).toEqual([]);
    }
  });
});
