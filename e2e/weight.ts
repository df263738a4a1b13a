import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";

const built: { rootMainFiles: string[] } = JSON.parse(
  readFileSync(join(import.meta.dirname, "../.next/build-manifest.json"), "utf8"),
);
const ofNextItself = new Set(built.rootMainFiles.map((file) => `/_next/${file}`));

const BYTES_PER_KILOBYTE = 1000;

/** Compressed JavaScript a page has loaded beyond what Next loads for any page, in kilobytes. */
export async function scriptWeight(page: Page): Promise<number> {
  const loaded = await page.evaluate(() =>
    performance
      .getEntriesByType("resource")
      .map((entry) => entry as PerformanceResourceTiming)
      .filter(({ name }) => new URL(name).pathname.endsWith(".js"))
      .map(({ name, encodedBodySize }) => ({ path: new URL(name).pathname, size: encodedBodySize })),
  );
  const own = new Map(
    loaded.filter(({ path }) => !ofNextItself.has(path)).map(({ path, size }) => [path, size]),
  );
  return [...own.values()].reduce((sum, size) => sum + size, 0) / BYTES_PER_KILOBYTE;
}
