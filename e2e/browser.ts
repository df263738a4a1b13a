import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type LaunchOptions } from "@playwright/test";

type Candidate = Readonly<{ name: string; launch: () => Promise<LaunchOptions> }>;

const SYSTEM = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
];

const candidates: readonly Candidate[] = [
  { name: "Playwright's own", launch: async () => ({}) },
  ...SYSTEM.filter((path) => existsSync(path)).map((executablePath) => ({
    name: executablePath,
    launch: async () => ({ executablePath }),
  })),
  { name: "@sparticuz/chromium", launch: fromPackage },
];

const isRoot = process.getuid?.() === 0;

/**
 * The first browser that really opens a page here: Playwright's own, one of the system, else the one that npm
 * brought. The sandbox is left out for root, who cannot have it, and where the kernel refuses it.
 */
export async function findBrowser(): Promise<LaunchOptions> {
  // Worker processes load the configuration again; the answer is handed down to them.
  const known = process.env.HEDER_E2E_BROWSER;
  if (known) return JSON.parse(known);
  const reasons: string[] = [];
  for (const candidate of candidates)
    for (const chromiumSandbox of isRoot ? [false] : [true, false]) {
      try {
        const options = { ...(await candidate.launch()), chromiumSandbox };
        await opensAPage(options);
        process.env.HEDER_E2E_BROWSER = JSON.stringify(options);
        return options;
      } catch (error) {
        reasons.push(`${candidate.name}: ${String(error).split("\n")[0]}`);
      }
    }
  throw new Error(`No Chromium opens a page here.\n${reasons.join("\n")}`);
}

async function opensAPage(options: LaunchOptions): Promise<void> {
  const browser = await chromium.launch({ ...options, timeout: 30_000 });
  try {
    const page = await browser.newPage();
    await page.goto("data:text/html,<title>open</title>");
    if ((await page.title()) !== "open") throw new Error("opened, but shows no page");
  } finally {
    await browser.close();
  }
}

/**
 * Unpacks the Chromium of the npm package, with the system libraries it brings along: a bare machine lacks some.
 * The package unpacks them only where it takes the machine for a cloud function, hence the variable.
 */
async function fromPackage(): Promise<LaunchOptions> {
  const cache = join(import.meta.dirname, "../node_modules/.cache");
  const home = join(cache, "chromium");
  if (!existsSync(home)) {
    mkdirSync(cache, { recursive: true });
    const draft = mkdtempSync(join(cache, "chromium-"));
    try {
      await withEnvironment({ TMPDIR: draft, AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x" }, async () => {
        const { default: packaged } = await import("@sparticuz/chromium");
        await packaged.executablePath();
      });
      renameSync(draft, home);
    } finally {
      rmSync(draft, { recursive: true, force: true });
    }
  }
  // The package's own settings look for the fonts in /tmp.
  const fonts = join(home, "fonts.conf");
  writeFileSync(
    fonts,
    `<fontconfig><dir>${home}/fonts</dir><dir>/usr/share/fonts</dir><cachedir>${home}/fonts-cache</cachedir></fontconfig>`,
  );
  const { PATH = "", HOME = home } = process.env;
  const libraries = [join(home, "al2023/lib"), process.env.LD_LIBRARY_PATH].filter(Boolean).join(":");
  return {
    executablePath: join(home, "chromium"),
    env: { PATH, HOME, LD_LIBRARY_PATH: libraries, FONTCONFIG_FILE: fonts },
  };
}

async function withEnvironment(extra: Record<string, string>, work: () => Promise<void>): Promise<void> {
  const before = { ...process.env };
  Object.assign(process.env, extra);
  try {
    await work();
  } finally {
    for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
    Object.assign(process.env, before);
  }
}
