import { globSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Page } from "@playwright/test";
import { accountOf } from "./accounts";
import { realAddresses, templateOf } from "./addresses";
import { createOrganization } from "./command";
import { dayFromNow } from "./days";
import { expect, signIn, test } from "./fixtures";
import { PAGES, type Viewer } from "./pages";
import { addPerson, answerOf, button, errorSummary, field, main, redeem, somebodyElse } from "./steps";
import { say } from "./words";

test.setTimeout(180_000);

const inside = PAGES.filter(({ file }) => file.startsWith("o/[org]/"));
const routes = globSync("**/route.ts", { cwd: join(import.meta.dirname, "../app") }).filter((file) =>
  file.includes("[org]"),
);

let known: ReadonlyMap<string, string> | undefined;

/** Each page of NHF by its file, with things that are really there; looked for once. */
async function addressesIn(page: Page): Promise<ReadonlyMap<string, string>> {
  if (known) return known;
  await signIn(page, accountOf("nhf", "org_admin").email, { to: "/o/nhf/account" });
  known = await realAddresses(page.request, inside);
  await page.context().clearCookies();
  return known;
}

/** Things that have no page of their own beside the route, by the page that says of one which it is. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  "o/[org]/profile/certificates/[id]/page.tsx": "o/[org]/certifications/[id]/page.tsx",
};

/** Where a route is; of one about a single thing a page tells which. */
function addressOf(route: string, org: string, real: ReadonlyMap<string, string>): string {
  const thisYear = String(dayFromNow(0).year);
  const address = `/${route
    .replace(/\/route\.ts$/, "")
    .replace("[org]", org)
    .replace("[year]", thisYear)}`;
  if (!route.includes("[id]")) return address;
  const beside = join(dirname(dirname(route)), "page.tsx");
  const page = real.get(ELSEWHERE[beside] ?? beside);
  if (!page) throw new Error(`No page says what ${route} is about`);
  return address.replace("[id]", basename(page));
}

/** What the routes that only take something in would take from somebody who may. */
const SENT: Readonly<
  Record<string, Pick<Parameters<Page["request"]["post"]>[1] & object, "data" | "form" | "params">>
> = {
  "o/[org]/imports/upload/route.ts": {
    params: { kind: "people", dryRun: "1" },
    data: "person,name\n1,Kari",
  },
  "o/[org]/certifications/types/[id]/design/preview/route.ts": {
    form: {
      order: JSON.stringify({ design: { title: "A", body: "B", accent: "#123456", language: "nb" } }),
    },
  },
};

/** Asks a route with what it would take from somebody who may. */
async function statusOf(page: Page, route: string, org: string): Promise<number> {
  const address = addressOf(route, org, await addressesIn(page));
  const sent = SENT[route];
  const headers = { origin: `http://localhost:${process.env.HEDER_E2E_PORT}` };
  const answer = sent
    ? await page.request.post(address, { ...sent, headers })
    : await page.request.get(`${address}?q=an`);
  return answer.status();
}

test("another organisation is as unknown as one that does not exist, at every address", async ({ page }) => {
  const real = await addressesIn(page);
  await signIn(page, accountOf("hlf", "org_admin").email, { to: "/o/hlf/account" });
  const unknown = await answerOf(page, "/o/no-such-place/people");
  expect(unknown.seen).toMatchObject({ status: 404, title: `${say("shell.notFound.title")} – Heder` });
  for (const [file, address] of real) {
    const foreign = await answerOf(page, address);
    expect(foreign.seen, file).toEqual(unknown.seen);
    expect(foreign.source, file).not.toContain("Handikapforbund");
  }
  expect(routes.length).toBeGreaterThan(2);
  for (const route of routes) {
    // A route about one thing is asked for a thing of the other organisation, and one that needs more says so.
    const own = route.includes("[id]") ? [404] : [200, 422];
    expect(own, route).toContain(await statusOf(page, route, "hlf"));
    expect(await statusOf(page, route, "nhf"), route).toBe(404);
    expect(await statusOf(page, route, "no-such-place"), route).toBe(404);
  }
});

const home = "o/[org]/page.tsx";
/**
 * One finds nobody for peer mentors whose organisation keeps nominating to its coordinators; the others answer what is
 * theirs, or what they may see.
 */
const PEERS_TOO = new Set([
  "o/[org]/nominate/people/route.ts",
  "o/[org]/profile/year/[year]/pdf/route.ts",
  "api/internal/[org]/search/route.ts",
  "api/internal/[org]/shortcuts/route.ts",
  "api/internal/[org]/unread/route.ts",
]);

for (const role of ["peer_mentor", "coordinator", "org_admin"] as const satisfies Viewer[])
  test(`what a page is not for is not found: ${role}`, async ({ page }) => {
    const real = await addressesIn(page);
    await signIn(page, accountOf("nhf", role).email, { to: "/o/nhf/account" });
    const closed = PAGES.filter(
      ({ file, viewers }) =>
        !viewers.includes(role) && !viewers.includes("anonymous") && ![home, "o/page.tsx"].includes(file),
    );
    expect(closed.length).toBeGreaterThan(3);
    for (const { file } of closed) {
      const address = real.get(file) ?? templateOf(file);
      // The parts that a role has no business in at all are told apart before anything is sent; on one's own page it is
      // a thing of somebody else's that is not found.
      const isOwn = file.startsWith("o/[org]/profile/");
      if (role === "peer_mentor" && !isOwn)
        expect((await page.request.get(address)).status(), address).toBe(404);
      else expect((await answerOf(page, address)).seen.text, address).toContain(say("shell.notFound.title"));
    }
    for (const route of role === "peer_mentor" ? routes : [])
      expect(await statusOf(page, route, "nhf"), route).toBe(PEERS_TOO.has(route) ? 200 : 404);
  });

test("who is not signed in is led to sign-in and back, from every page", async ({ page }) => {
  const real = await addressesIn(page);
  for (const { file, viewers } of PAGES) {
    if (viewers.includes("anonymous")) continue;
    const address = real.get(file) ?? templateOf(file);
    const answer = await page.request.get(address, { maxRedirects: 0 });
    expect(answer.status(), address).toBe(307);
    expect(answer.headers().location, address).toBe(`/sign-in?to=${encodeURIComponent(address)}`);
  }
  for (const route of routes) expect(await statusOf(page, route, "nhf"), route).toBe(401);
  await signIn(page, accountOf("nhf", "coordinator").email, {
    to: "/o/nhf/badges?status=awarded",
    fresh: true,
  });
  await expect(page).toHaveURL(/\/o\/nhf\/badges\?status=awarded$/);
});

test("the overview leads a peer mentor to their own page, and the door to the only organisation", async ({
  page,
}) => {
  await signIn(page, accountOf("nhf", "peer_mentor").email, { to: "/o/nhf" });
  await expect(page).toHaveURL(/\/o\/nhf\/profile$/);
  await page.goto("/o");
  await expect(page).toHaveURL(/\/o\/nhf/);
});

test("a page left open does nothing more once its owner may no longer", async ({ page, browser }) => {
  const { slug, mark, admin, link } = await createOrganization("Walls");
  const path = `/o/${slug}`;
  const email = `ola@${mark}.example`;
  await redeem(page, link, admin, path);
  const own = await somebodyElse(browser);
  await redeem(own.page, await addPerson(page, path, "Ola", email), email, `${path}/account`);
  const change = async (role: string) => {
    await field(page, say("people.role")).selectOption(role);
    await button(main(page), say("people.changeRole")).click();
    await expect(page.getByRole("status").filter({ hasText: "Ola" })).toBeVisible();
  };

  await change("coordinator");
  await own.page.goto(`${path}/courses/new`);
  await field(own.page, say("facts.course.code")).fill("LATE");
  await field(own.page, say("facts.course.courseTitle")).fill("Too late");
  await page.reload();
  await change("peer_mentor");
  await button(main(own.page), say("facts.save")).click();
  await expect(errorSummary(own.page)).toBeFocused();
  await expect(field(own.page, say("facts.course.courseTitle"))).toHaveValue("Too late");
  await page.goto(`${path}/courses`);
  await expect(main(page).getByText("Too late")).toHaveCount(0);
  expect(own.errors).toEqual([]);
  await own.page.context().close();
});
