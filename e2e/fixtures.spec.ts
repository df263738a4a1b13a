import { expect, test } from "./fixtures";

test.describe("a browser test", () => {
  test.fail("fails when the page logs an error", async ({ page }) => {
    await page.goto("/");
    await page.evaluate(() => console.error("planted"));
  });

  test.fail("fails when something is thrown and not caught", async ({ page, context }) => {
    await page.goto("/");
    const thrown = context.waitForEvent("weberror");
    await page.evaluate(() => void setTimeout(() => Promise.reject(new Error("planted"))));
    await thrown;
  });

  test.fail("fails when the page breaks its own security policy", async ({ page }) => {
    await page.goto("/");
    const violated = page.waitForEvent("console", (message) =>
      message.text().startsWith("securitypolicyviolation"),
    );
    await page.evaluate(() =>
      document.body.insertAdjacentHTML("beforeend", '<p style="color: red">planted</p>'),
    );
    await violated;
  });

  test("does not fail because a page is not found", async ({ page }) => {
    const answer = await page.goto("/no-such-page");
    expect(answer?.status()).toBe(404);
  });
});
