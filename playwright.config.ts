import { chmodSync, mkdtempSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineConfig } from "@playwright/test";
import { findBrowser } from "./e2e/browser";

/** Worker processes read this file again and must find the same servers, so the choice is handed down to them. */
async function choosePort(variable: "HEDER_E2E_PORT" | "HEDER_E2E_MAIL_PORT"): Promise<number> {
  const known = process.env[variable];
  if (known) return Number(known);
  const free = await new Promise<number>((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
  process.env[variable] = String(free);
  return free;
}

/** The data folder of this run, where a test's own commands find the same database; e2e/server.ts removes it. */
function chooseFolder(): string {
  const known = process.env.HEDER_E2E_FOLDER;
  if (known) return known;
  const folder = mkdtempSync(join(tmpdir(), "heder-e2e-"));
  // When root runs the tests, the embedded PostgreSQL runs as another account, which must get in.
  chmodSync(folder, 0o755);
  process.env.HEDER_E2E_FOLDER = folder;
  return folder;
}

const port = await choosePort("HEDER_E2E_PORT");
const mailPort = await choosePort("HEDER_E2E_MAIL_PORT");
const folder = chooseFolder();
const baseURL = `http://localhost:${port}`;

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/e2e",
  forbidOnly: true,
  fullyParallel: false,
  workers: 2,
  retries: 0,
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [
    ["line"],
    ["json", { outputFile: process.env.HEDER_E2E_REPORT ?? "test-results/playwright.json" }],
  ],
  use: {
    baseURL,
    // Not a Norwegian browser, so that whatever is wrongly formatted in the browser shows.
    locale: "en-US",
    timezoneId: "America/New_York",
    actionTimeout: 20_000,
    navigationTimeout: 30_000,
    // A recording of every step makes a run take twice as long; `npm run test:e2e -- --trace on` makes one.
    trace: "off",
    screenshot: "only-on-failure",
    launchOptions: await findBrowser(),
  },
  webServer: {
    command: "node --import tsx e2e/server.ts",
    url: `${baseURL}/api/health`,
    env: {
      HEDER_E2E_PORT: String(port),
      HEDER_E2E_MAIL_PORT: String(mailPort),
      HEDER_E2E_FOLDER: folder,
    },
    timeout: 300_000,
    reuseExistingServer: false,
    gracefulShutdown: { signal: "SIGTERM", timeout: 30_000 },
    stdout: "ignore",
    stderr: "pipe",
  },
});
