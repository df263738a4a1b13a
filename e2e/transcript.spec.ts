import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { accountOf } from "./accounts";
import { dayFromNow } from "./days";
import { signIn, test } from "./fixtures";
import { heading, main } from "./steps";

/** Writes docs/accessibility-transcript.md anew: `HEDER_TRANSCRIPT=1 npx playwright test transcript`. */
const write = process.env.HEDER_TRANSCRIPT ? test : test.skip;
test.use({ locale: "nb-NO" });

const HEAD = `# What a profile sounds like

The accessibility tree of the demo's pages, as a screen reader gets it, in Bokmål. Addresses of links are left out. It is read
critically whenever one of these pages changes, and written anew with

\`\`\`sh
HEDER_TRANSCRIPT=1 npx playwright test transcript
\`\`\`

What to listen for: one heading of level 1 that says whose page it is; a heading of level 2 for each category, with how much is
in it right after; a heading of level 3 for each badge, followed by what matters about it and nothing twice; a locked badge that
says how much is left; no picture that says what the words beside it say.
`;

const part = async (page: Page, title: string) => {
  const tree = await main(page).ariaSnapshot();
  const text = tree
    .split("\n")
    .filter((line) => !/^\s*- \/url:/.test(line))
    .join("\n");
  return `\n## ${title}\n\n\`\`\`yaml\n${text}\n\`\`\`\n`;
};

write("the demo's profile is written down as it is heard", async ({ page }) => {
  const mentor = accountOf("hlf", "peer_mentor");
  await signIn(page, mentor.email, { to: "/o/hlf/profile" });
  await heading(page).waitFor();
  const profile = await part(page, "One's own profile");
  await main(page).getByRole("heading", { level: 3 }).getByRole("link").first().click();
  await page.waitForURL(/badges/);
  await page.reload();
  const badge = await part(page, "One of the badges");
  await page.goto(`/o/hlf/profile/year/${dayFromNow(0).year}`);
  const year = await part(page, "The year in review");
  writeFileSync(
    join(import.meta.dirname, "../docs/accessibility-transcript.md"),
    `${HEAD}${profile}${badge}${year}`,
  );
});
