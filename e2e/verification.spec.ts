import type { Page } from "@playwright/test";
import { accountOf } from "./accounts";
import { expect, signIn, test } from "./fixtures";
import { foreignBadge } from "./foreign-badge";
import { button, confirm, errorSummary, field, heading, main, somebodyElse } from "./steps";
import { say } from "./words";

const NUMBER = /[A-Z]{2,10}-\d{4}-\d{5,}/;

/** Opens a valid certificate as a coordinator; answers its number and whose it is. */
async function openOne(page: Page): Promise<{ number: string; holder: string }> {
  await signIn(page, accountOf("blindeforbundet", "coordinator").email, {
    to: "/o/blindeforbundet/certifications?status=active",
  });
  await main(page).getByRole("link", { name: NUMBER }).first().click();
  await expect(heading(page)).toBeVisible();
  await button(page, say("certifications.revocation.revoke")).click();
  const question = (await page.getByRole("dialog").textContent()) ?? "";
  const [, number = "", holder = ""] = /certificate (\S+) of (.+?)\?/.exec(question) ?? [];
  await button(page.getByRole("dialog"), say("certifications.revocation.keep")).click();
  return { number, holder };
}

const json = (page: Page, path: string) =>
  page.request.get(path, { headers: { accept: "application/json" } });

test("a stranger sees that a certificate is valid, whose it is by the name alone, and at once that it was revoked", async ({
  page,
  browser,
}) => {
  const { number, holder } = await openOne(page);
  expect(holder.length).toBeGreaterThan(3);
  const { page: stranger, errors } = await somebodyElse(browser);
  const address = `/verify/${number}`;

  const first = await stranger.goto(address);
  expect(first?.headers()["cache-control"]).toContain("no-store");
  expect(first?.headers()["x-robots-tag"]).toBe("noindex");
  expect(await first?.text()).not.toContain(holder);
  await expect(heading(stranger)).toHaveText(say("verify.status.active"));
  const document = await json(stranger, address);
  expect(document.headers()).toMatchObject({
    "cache-control": "no-store",
    "access-control-allow-origin": "*",
  });
  expect(document.headers().vary).toMatch(/\baccept\b/i);
  expect(await document.json()).toMatchObject({ number, valid: true, proof: "none", holder: null });
  expect(JSON.stringify([await document.text(), document.headers()])).not.toContain(holder);

  const name = field(stranger, say("verify.name.label"));
  await name.fill(`${holder.split(" ")[0]} Feil`);
  await button(stranger, say("verify.name.submit")).click();
  await expect(name).toHaveAccessibleDescription(new RegExp(say("errors.verify.wrong_name")));
  await expect(stranger).toHaveTitle(new RegExp(`^${say("common.form.errorPrefix")}`));
  await expect(heading(stranger)).toHaveText(say("verify.status.active"));
  await name.fill(holder.toUpperCase().split(" ").reverse().join("  "));
  await name.press("Enter");
  await expect(main(stranger)).toContainText(holder);
  expect(stranger.url()).not.toContain(encodeURIComponent(holder));

  await button(page, say("certifications.revocation.revoke")).click();
  await confirm(page, say("certifications.revocation.revoke"), {
    [say("certifications.reason")]: "Seen by no stranger",
  });
  expect(await (await json(stranger, address)).json()).toMatchObject({ valid: false, status: "revoked" });
  const again = await stranger.reload();
  await expect(heading(stranger)).toHaveText(say("verify.status.revoked"));
  expect(await again?.text()).not.toContain("Seen by no stranger");
  expect(errors).toEqual([]);
});

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("a number that was copied wrongly is explained, and led to the right one", async ({ page }) => {
    await page.goto("/verify");
    const number = field(page, say("verify.form.number"));
    await number.fill("NHF-2O25-OOOO1");
    await button(page, say("verify.form.submit")).click();
    await expect(errorSummary(page)).toHaveCount(0);
    await expect(number).toHaveAccessibleDescription(/2026/);
    await page.getByRole("link", { name: "NHF-2025-00001" }).click();
    await expect(heading(page)).toBeVisible();
    expect(page.url()).toMatch(/\/verify\/NHF-2025-00001$/);
  });

  test("a badge from elsewhere is checked from its file, and so is one that somebody has changed", async ({
    page,
  }) => {
    const { svg, altered } = await foreignBadge("A hundred talks", "A thousand talks");
    const send = async (content: string, email: string) => {
      await page.goto("/verify");
      const file = { name: "badge.svg", mimeType: "image/svg+xml", buffer: Buffer.from(content) };
      await field(page, say("badgeCheck.form.file")).setInputFiles(file);
      await field(page, say("badgeCheck.form.email")).fill(email);
      await button(page, say("badgeCheck.form.submit")).click();
      await expect(page).toHaveURL(/\/verify\/badge$/);
    };
    await send(svg, "Kari@example.org");
    await expect(heading(page)).toHaveText(say("badgeCheck.outcome.valid"));
    await expect(page).toHaveTitle(new RegExp(`^${say("badgeCheck.outcome.valid")}`));
    await expect(main(page)).toContainText("A hundred talks");
    await expect(main(page)).toContainText(say("badgeCheck.meaning.nameless"));
    await expect(main(page)).toContainText("Another organisation");
    await expect(main(page)).toContainText(say("badgeCheck.belongs.yes"));
    await page.reload();
    await expect(heading(page)).toHaveText(say("badgeCheck.outcome.valid"));

    await send(altered, "ola@example.org");
    await expect(heading(page)).toHaveText(say("badgeCheck.outcome.invalid"));
    await expect(main(page)).toContainText(say("badgeCheck.reasons.forged"));
    await expect(main(page)).toContainText(say("badgeCheck.belongs.no"));

    await page.goto("/verify");
    await button(page, say("badgeCheck.form.submit")).click();
    const chosen = field(page, say("badgeCheck.form.file"));
    await expect(chosen).toHaveAccessibleDescription(new RegExp(say("badgeCheck.form.problem.nothing")));
    await field(page, say("badgeCheck.form.url")).fill("https://169.254.169.254/latest");
    await button(page, say("badgeCheck.form.submit")).click();
    await expect(heading(page)).toHaveText(say("badgeCheck.outcome.invalid"));
    await expect(main(page)).toContainText(say("badgeCheck.reasons.unreadable_address"));
  });
});

test("a machine reads the checks of a badge as JSON", async ({ page }) => {
  const { svg } = await foreignBadge("A hundred talks", "x");
  const answer = await page.request.post("/verify/file", {
    headers: { accept: "application/json", "content-type": "image/svg+xml" },
    data: svg,
  });
  expect(answer.status()).toBe(200);
  expect(await answer.json()).toMatchObject({
    valid: true,
    kind: "ob3_jwt",
    badge: { name: "A hundred talks" },
  });
});

test.describe("whatever address is asked for", () => {
  test.use({ allowedErrors: [/404|400/] });

  test("the answer is never an error of ours", async ({ page }) => {
    const odd = [
      "%00",
      "%25",
      "%FF",
      "%2e%2e%2f",
      "🏅",
      "x".repeat(3000),
      "NHF-2026-00312%00",
      "<script>",
      "%252e",
    ];
    for (const path of odd) {
      for (const accept of ["text/html", "application/json"]) {
        const answer = await page.request.get(`/verify/${path}`, { headers: { accept } });
        expect([path, accept, answer.status()].join(" ")).toMatch(/ (400|404)$/);
      }
    }
    const options = await page.request.fetch("/verify/NHF-2026-00001", { method: "OPTIONS" });
    expect([options.status(), options.headers()["access-control-allow-methods"]]).toEqual([204, "GET, HEAD"]);
  });
});
