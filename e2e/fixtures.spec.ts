import { expect, test } from "./fixtures";

test.describe("a browser test", () => {
  test.fail("fails when the page logs an error", async ({ page }) => {
    await page.goto("/");
    await page.evaluate(() => console.error("planted"));
  });

  test.fail("fails when something is thrown and not caught", async ({ page }) => {
    await page.goto("/");
    await page.evaluate(() => void setTimeout(() => Promise.reject(new Error("planted"))));
    await page.waitForTimeout(200);
  });

  test.fail("fails when the page breaks its own security policy", async ({ page }) => {
    await page.goto("/");
    await page.evaluate(() => {
      const script = document.createElement("script");
      script.src = "https://elsewhere.invalid/planted.js";
      document.body.append(script);
    });
    await page.waitForTimeout(200);
  });

  test("does not fail because a page is not found", async ({ page }) => {
    const answer = await page.goto("/no-such-page");
    expect(answer?.status()).toBe(404);
  });
});
