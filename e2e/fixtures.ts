import { test as base, type ConsoleMessage, expect, type Page } from "@playwright/test";
import { DEMO_PASSWORD } from "@/lib/demo/accounts";

export { expect };

type Fixtures = {
  /** What the page may say on its console in this test; anything else that is an error fails it. */
  allowedErrors: RegExp[];
  watched: undefined;
};

/**
 * Every test fails when a page logs an error, throws, or breaks its own Content-Security-Policy. An address that
 * answers 403 or 404 as a whole page is not an error of that page.
 */
export const test = base.extend<Fixtures>({
  allowedErrors: [[], { option: true }],
  watched: [
    async ({ context, allowedErrors }, use) => {
      const errors: string[] = [];
      const note = (text: string) => {
        if (!allowedErrors.some((allowed) => allowed.test(text))) errors.push(text);
      };
      await context.addInitScript(() => {
        document.addEventListener("securitypolicyviolation", (event) => {
          console.error(
            `securitypolicyviolation: ${event.effectiveDirective} ${event.blockedURI} ${event.sample}`,
          );
        });
      });
      context.on("console", (message) => {
        if (message.type() === "error" && !isAnswerOfThePageItself(message)) note(message.text());
      });
      context.on("weberror", (error) => note(`not caught: ${error.error().stack ?? error.error().message}`));
      await use(undefined);
      expect(errors, "errors in the browser").toEqual([]);
    },
    { auto: true },
  ],
});

function isAnswerOfThePageItself(message: ConsoleMessage): boolean {
  const answered = /^Failed to load resource: the server responded with a status of 40[34]/.test(
    message.text(),
  );
  return answered && message.location().url === message.page()?.url();
}

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
