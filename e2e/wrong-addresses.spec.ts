import type { Page } from "@playwright/test";
import { accountOf } from "./accounts";
import { realAddresses, templateOf } from "./addresses";
import { expect, signIn, test } from "./fixtures";
import { PAGES } from "./pages";

test.setTimeout(180_000);

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
/** The server answers one while the next is being read. */
const AT_ONCE = 4;
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

// In the last of all files, by its name: after so many addresses that lead nowhere, public pages ask everybody here to wait.
test("no address makes a page fail, whatever is in it", async ({ page }) => {
  await signIn(page, accountOf("nhf", "org_admin").email, { to: "/o/nhf/account" });
  const real = await realAddresses(
    page.request,
    PAGES.filter(({ file }) => file.startsWith("o/[org]/")),
  );
  const addresses = [...real.values()].flatMap((address) =>
    ODD_WISHES.map(
      (wish) =>
        `${address}?${KEYS.split(",")
          .map((key) => `${key}=${wish}`)
          .join("&")}`,
    ),
  );
  const templates = PAGES.map(({ file }) => templateOf(file)).filter((template) => template.includes("["));
  for (const [at, template] of templates.entries()) {
    for (const odd of ODD_NAMES) addresses.push(template.replace("[org]", "nhf").replace(/\[\w+\]/g, odd));
    // All pages of an organisation ask for it in the same way, so each of them gets one of the names.
    addresses.push(template.replace(/\[\w+\]/g, ODD_NAMES[at % ODD_NAMES.length] ?? ""));
  }
  const failures: (string | null)[] = [];
  for (let at = 0; at < addresses.length; at += AT_ONCE) {
    const some = addresses.slice(at, at + AT_ONCE);
    failures.push(...(await Promise.all(some.map((address) => failureOf(page, address)))));
  }
  expect(failures.filter(Boolean)).toEqual([]);
});
