import { expect, test } from "@playwright/test";
import { watchForErrors } from "./watch";

test.describe("the watch over browser tests", () => {
  test("hears an error on the console", async ({ page, context }) => {
    const errors = await watchForErrors(context);
    await page.goto("/");
    await page.evaluate(() => console.error("planted"));
    await expect.poll(() => errors).toContain("planted");
  });

  test("hears what is thrown and not caught", async ({ page, context }) => {
    const errors = await watchForErrors(context);
    await page.goto("/");
    await page.evaluate(() => void setTimeout(() => Promise.reject(new Error("planted"))));
    await expect.poll(() => errors.join()).toContain("not caught: Error: planted");
  });

  test("hears a breach of the page's own security policy", async ({ page, context }) => {
    const errors = await watchForErrors(context);
    await page.goto("/");
    await page.evaluate(() =>
      document.body.insertAdjacentHTML("beforeend", '<p style="color: red">planted</p>'),
    );
    await expect.poll(() => errors.join()).toContain("securitypolicyviolation: style-src-attr");
  });

  test("lets pass what a test allows, and a page that is not found", async ({ page, context }) => {
    const errors = await watchForErrors(context, [/planted/]);
    const answer = await page.goto("/no-such-page");
    expect(answer?.status()).toBe(404);
    await page.evaluate(() => console.error("planted"));
    await page.evaluate(() => console.error("the end"));
    await expect.poll(() => errors).toEqual(["the end"]);
  });
});
