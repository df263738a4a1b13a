import { globSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Page } from "@playwright/test";
import { demoAccounts } from "@/lib/demo/accounts";
import { realAddresses, templateOf } from "./addresses";
import { createOrganization } from "./command";
import { expect, signIn, test } from "./fixtures";
import { PAGES, type Viewer } from "./pages";
import { addPerson, answerOf, button, errorSummary, field, main, redeem, somebodyElse } from "./steps";
import { say } from "./words";

test.setTimeout(180_000);

const inside = PAGES.filter(({ file }) => file.startsWith("o/[org]/"));
const routes = globSync("**/route.ts", { cwd: join(import.meta.dirname, "../app") }).filter((file) =>
  file.includes("[org]"),
);

function emailOf(organization: string, role: string): string {
  const account = demoAccounts().find((one) => one.organization === organization && one.role === role);
  if (!account) throw new Error(`The demo has no ${role} in ${organization}`);
  return account.email;
}

let known: ReadonlyMap<string, string> | undefined;

/** Each page of NHF by its file, with things that are really there; looked for once. */
async function addressesIn(page: Page): Promise<ReadonlyMap<string, string>> {
  if (known) return known;
  await signIn(page, emailOf("nhf", "org_admin"), { to: "/o/nhf/account" });
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
  const thisYear = String(new Date().getFullYear());
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
  await signIn(page, emailOf("hlf", "org_admin"), { to: "/o/hlf/account" });
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
    await signIn(page, emailOf("nhf", role), { to: "/o/nhf/account" });
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
  await signIn(page, emailOf("nhf", "coordinator"), { to: "/o/nhf/badges?status=awarded", fresh: true });
  await expect(page).toHaveURL(/\/o\/nhf\/badges\?status=awarded$/);
});

test("the overview leads a peer mentor to their own page, and the door to the only organisation", async ({
  page,
}) => {
  await signIn(page, emailOf("nhf", "peer_mentor"), { to: "/o/nhf" });
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

const ODD_NAMES = [
  "x",
  "%00",
  "%ED%A0%80",
  "..%2F..",
  "%F0%9F%8F%85",
  "a".repeat(2_000),
  "00000000-0000-4000-8000-00000000000g",
];
const ODD_WISHES = ["%00", "%ED%A0%80", "[]", "-1", "9999-99-99", "a".repeat(3_000), "eyJhIjoxfQ"];
const KEYS =
  "q,after,before,status,source,achievement,period,type,from,to,kind,role,sort,shown,person,page,action,to";

/** A page that has begun to be sent cannot change its status; what went wrong in it is marked where it should stand. */
async function failureOf(page: Page, address: string): Promise<string | null> {
  const answer = await page.request.get(address, { maxRedirects: 0 });
  if (answer.status() >= 500) return `${address} answered ${answer.status()}`;
  const digests = [...(await answer.text()).matchAll(/data-dgst="([^"]*)"/g)].map(
    ([, digest]) => digest ?? "",
  );
  return digests.every((digest) => digest.startsWith("NEXT_")) ? null : `${address} failed while it was sent`;
}

test("no address makes a page fail, whatever is in it", async ({ page }) => {
  const real = await addressesIn(page);
  await signIn(page, emailOf("nhf", "org_admin"), { to: "/o/nhf/account" });
  const addresses = [...real.values()].flatMap((address) =>
    ODD_WISHES.map(
      (wish) =>
        `${address}?${KEYS.split(",")
          .map((key) => `${key}=${wish}`)
          .join("&")}`,
    ),
  );
  for (const { file } of PAGES) {
    const template = templateOf(file);
    if (!template.includes("[")) continue;
    for (const odd of ODD_NAMES) {
      addresses.push(template.replace("[org]", "nhf").replace(/\[\w+\]/g, odd));
      addresses.push(template.replace("[org]", odd).replace(/\[\w+\]/g, odd));
    }
  }
  const failures: (string | null)[] = [];
  for (const address of addresses) failures.push(await failureOf(page, address));
  expect(failures.filter(Boolean)).toEqual([]);
});
