import type { Page } from "@playwright/test";
import axe, { type RunOptions } from "axe-core";
import { expect } from "./fixtures";

declare global {
  interface Window {
    /** In a page that has read it. */
    readonly axe: typeof axe;
  }
}

const THEMES = ["light", "dark", "contrast"] as const;
/** Not among the tags: what is seen on a button or link is part of its name (WCAG 2.5.3). */
const NAMES = { "label-content-name-mismatch": { enabled: true } };
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
/** A theme changes colours and nothing else; what does not look at colours need not be asked again. */
const COLOUR_RULES = ["color-contrast", "link-in-text-block"];

/** Rows of a table are alike: all are asked once, then the first few stand for the rest. */
const FURTHER_ROWS = "tbody tr:nth-child(n + 6)";

type Scope = Readonly<{ onlyColours?: boolean; everyRow?: boolean }>;

/** What axe finds against a page as it stands, each with where it is. */
export async function violations(page: Page, where: string, scope: Scope = {}): Promise<string[]> {
  // Reading axe takes a page longer than most of what it asks, so a page reads it once for all its themes.
  if (!(await page.evaluate(() => "axe" in window))) await page.evaluate(axe.source);
  const options: RunOptions = {
    resultTypes: ["violations"],
    rules: NAMES,
    runOnly: scope.onlyColours ? { type: "rule", values: COLOUR_RULES } : { type: "tag", values: RULES },
  };
  const found = await page.evaluate(
    async ([exclude, asked]) => {
      const { violations } = await window.axe.run({ include: ["html"], exclude }, asked);
      return violations.map(({ id, help, nodes }) => ({
        id,
        help,
        targets: nodes.map(({ target }) => target.join(" ")),
      }));
    },
    [scope.everyRow ? [] : [FURTHER_ROWS], options] as const,
  );
  return found.flatMap(({ id, help, targets }) =>
    targets.map((target) => `${where}: ${id} (${help}) at ${target}`),
  );
}

async function overflow(page: Page, where: string): Promise<string[]> {
  const size = page.viewportSize();
  await page.setViewportSize({ width: 320, height: 640 });
  const width = () => document.documentElement.scrollWidth - document.documentElement.clientWidth;
  // A table learns of its new width a moment later.
  await page
    .waitForFunction(() => document.documentElement.scrollWidth <= innerWidth, null, { timeout: 3000 })
    .catch(() => undefined);
  const wider = await page.evaluate(width);
  if (size) await page.setViewportSize(size);
  return wider > 0 ? [`${where}: ${wider} px wider than a window of 320 px`] : [];
}

/** What keeps anybody from using a page, in every theme and in a narrow window; it is left in light. */
export async function problemsOf(page: Page, where: string): Promise<string[]> {
  await page.evaluate(() => document.fonts.ready);
  const problems: string[] = [];
  const show = (theme: string) =>
    // All that the choice of a theme changes is this attribute.
    page.evaluate((chosen) => document.documentElement.setAttribute("data-theme", chosen), theme);
  for (const theme of THEMES) {
    await show(theme);
    const onlyColours = theme !== "light";
    problems.push(
      ...(await violations(page, `${where} in ${theme}`, { onlyColours, everyRow: !onlyColours })),
    );
  }
  await show("light");
  return [...problems, ...(await overflow(page, where))];
}

/** For pages that no list of addresses leads to: where a story comes by one, everybody can use it. */
export async function expectUsable(page: Page, where: string): Promise<void> {
  expect(await problemsOf(page, where)).toEqual([]);
}
