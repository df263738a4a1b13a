import type { Page } from "@playwright/test";

const BYTES_PER_KILOBYTE = 1000;

export type Scripts = ReadonlyMap<string, number>;

/** The JavaScript a page has loaded, by its address, in compressed bytes. */
const scriptsOf = async (page: Page): Promise<Scripts> =>
  new Map(
    await page.evaluate(() =>
      performance
        .getEntriesByType("resource")
        .map((entry) => entry as PerformanceResourceTiming)
        .filter(({ name }) => new URL(name).pathname.endsWith(".js"))
        .map(({ name, encodedBodySize }) => [new URL(name).pathname, encodedBodySize] as const),
    ),
  );

/** What any page of this build loads, by one that shows nothing of its own. */
export async function scriptsOfAnyPage(page: Page): Promise<Scripts> {
  await page.goto("/empty");
  return scriptsOf(page);
}

/** Compressed JavaScript a page has loaded beyond what any page loads, in kilobytes. */
export async function scriptWeight(page: Page, ofAny: Scripts): Promise<number> {
  const own = [...(await scriptsOf(page))].filter(([path]) => !ofAny.has(path));
  return own.reduce((sum, [, size]) => sum + size, 0) / BYTES_PER_KILOBYTE;
}
