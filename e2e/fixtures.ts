import { test as base, expect, type Page } from "@playwright/test";
import { DEMO_PASSWORD } from "@/lib/demo/accounts";
import { watchForErrors } from "./watch";

export { expect };

type Fixtures = {
  /** What the page may say on its console in this test; anything else that is an error fails it. */
  allowedErrors: RegExp[];
  watched: undefined;
};

/** Every test fails when a page complains: see watch.ts. */
export const test = base.extend<Fixtures>({
  allowedErrors: [[], { option: true }],
  watched: [
    async ({ context, allowedErrors }, use) => {
      const errors = await watchForErrors(context, allowedErrors);
      await use(undefined);
      expect(errors, "errors in the browser").toEqual([]);
    },
    { auto: true },
  ],
});

type Cookies = Awaited<ReturnType<ReturnType<Page["context"]>["cookies"]>>;
const kept = new Map<string, Cookies>();

/**
 * Signs in with the demo's password and opens `to`. The form is filled in once for each person and worker; after
 * that the session is taken over, unless `fresh`, which tests of sign-in itself and of ended sessions need.
 */
export async function signIn(
  page: Page,
  email: string,
  { to = "/", fresh = false, password = DEMO_PASSWORD } = {},
) {
  const cookies = fresh ? undefined : kept.get(email);
  if (cookies) {
    await page.context().addCookies(cookies);
    await page.goto(to);
    return;
  }
  await page.goto(`/sign-in?to=${encodeURIComponent(to)}`);
  const form = page.locator("form", { has: page.locator('input[name="password"]') });
  await form.locator('input[name="email"]').fill(email);
  await form.locator('input[name="password"]').fill(password);
  await form.locator('button[type="submit"]').click();
  await page.waitForURL((url) => !url.pathname.startsWith("/sign-in"));
  if (!fresh) kept.set(email, await page.context().cookies());
}
