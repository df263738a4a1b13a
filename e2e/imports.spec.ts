import { writeFileSync } from "node:fs";
import type { Page, TestInfo } from "@playwright/test";
import { accountOf } from "./accounts";
import { expect, signIn, test } from "./fixtures";

test.use({ locale: "nb-NO" });

const coordinator = accountOf("hlf", "coordinator");

/** A file as a spreadsheet in Norwegian writes it: semicolons, Latin-1, Windows line endings. */
function spreadsheet(info: TestInfo, ...lines: string[]): string {
  const path = info.outputPath("aktivitet.csv");
  writeFileSync(path, Buffer.from(`${lines.join("\r\n")}\r\n`, "latin1"));
  return path;
}

async function tryFile(page: Page, path: string) {
  await page.getByLabel("Fil", { exact: false }).first().setInputFiles(path);
  await page.getByRole("button", { name: "Prøv filen" }).click();
}

test("a file is tried, imported and undone, and nothing is saved before somebody says yes", async ({
  page,
}, info) => {
  const kind = `prøve ${Date.now()}`;
  const file = spreadsheet(
    info,
    "person;kind;occurred_at;external_id",
    `1005;${kind};01.03.2026;e2e-${Date.now()}`,
    `1006;${kind};30.02.2026;e2e-x`,
    `9999;${kind};01.03.2026;e2e-y`,
  );
  await signIn(page, coordinator?.email ?? "", { to: "/o/hlf/imports/new?kind=activities" });
  await tryFile(page, file);
  await expect(page.getByRole("heading", { name: /Dette skjer hvis du importerer/ })).toBeFocused();
  const refused = page.getByRole("table", { name: "2 rader kan ikke importeres" });
  await expect(refused).toContainText("Denne datoen finnes ikke.");
  await expect(refused).toContainText("Vi kjenner ingen person med denne referansen.");

  await page.goto(`/o/hlf/activity?kind=${encodeURIComponent(kind)}`);
  await expect(page.getByRole("main")).toContainText("Ingen treff");
  await page.goto("/o/hlf/imports/new?kind=activities");
  await tryFile(page, file);
  await page.getByRole("button", { name: "Importer 1 rad" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "aktivitet.csv" })).toBeVisible();
  await expect(page.getByRole("table", { name: "2 rader ble ikke importert" })).toBeVisible();

  await page.getByRole("button", { name: "Angre importen" }).click();
  const question = page.getByRole("dialog", { name: "Vil du angre importen av aktivitet.csv?" });
  await expect(question).toContainText("1 rad annulleres");
  await page.keyboard.press("Escape");
  await expect(question).toBeHidden();
  await page.getByRole("button", { name: "Angre importen" }).click();
  await question.getByRole("button", { name: "Angre importen" }).click();
  await expect(page.getByText(/^Angret .* av /)).toBeVisible();
  await expect(page.getByRole("button", { name: "Angre importen" })).toBeHidden();
});

test("a file of people is not for coordinators, and their form does not offer it", async ({ page }) => {
  await signIn(page, coordinator?.email ?? "", { to: "/o/hlf/imports/new?kind=people" });
  const offered = await page.getByLabel("Hva importerer du?").locator("option").allTextContents();
  expect(offered).toContain("Aktivitet");
  expect(offered).not.toContain("Personer");
  // The address itself answers the same: for what the role may not do, for another organisation, for another site.
  const post = async (address: string, origin: string) => {
    const response = await page.request.post(address, { data: "person,name\n1,X\n", headers: { origin } });
    return response.status();
  };
  const ours = new URL(page.url()).origin;
  expect(await post("/o/hlf/imports/upload?kind=people&dryRun=0&name=x", ours)).toBe(404);
  expect(await post("/o/nhf/imports/upload?kind=activities&dryRun=0&name=x", ours)).toBe(404);
  expect(await post("/o/hlf/imports/upload?kind=activities&dryRun=0&name=x", "https://example.org")).toBe(
    404,
  );
});

test("a file larger than other requests may be arrives whole, and one beyond the limit is refused", async ({
  page,
}) => {
  await signIn(page, coordinator?.email ?? "", { to: "/o/hlf/imports" });
  const headers = { origin: new URL(page.url()).origin };
  const send = (data: Buffer) =>
    page.request.post("/o/hlf/imports/upload?kind=activities&dryRun=1&name=x", {
      data,
      headers,
      timeout: 80_000,
    });
  const long = `1005,${"x".repeat(200_000)},2026-03-01\n`.repeat(60);
  const whole = await send(Buffer.from(`person,kind,occurred_at\n${long}1005,last,2026-03-01\n`));
  expect((await whole.json()).data).toMatchObject({ read: 61, created: 1, rejected: 60 });
  expect((await send(Buffer.alloc(100_000_001, "x"))).status()).toBe(413);
});

test.describe("a wrong file", () => {
  test.use({ allowedErrors: [/422/] });

  test("is told which of its columns are missing and unknown, and the form keeps what was chosen", async ({
    page,
  }, info) => {
    await signIn(page, coordinator?.email ?? "", { to: "/o/hlf/imports/new?kind=referrals" });
    await tryFile(page, spreadsheet(info, "person;dato", "1005;01.03.2026"));
    const summary = page.locator('[aria-labelledby="error-summary-title"]');
    await expect(summary).toBeFocused();
    await expect(summary).toContainText("Disse kolonnene mangler: occurred_at.");
    await expect(summary).toContainText("Vi kjenner ikke disse kolonnene: dato.");
    await expect(page.getByLabel("Hva importerer du?")).toHaveValue("referrals");
  });
});
