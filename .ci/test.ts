import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { failuresIn, playwrightFailures, vitestFailures } from "./failures";
import { playwrightTotals, summary, type Totals, totalsOf, vitestTotals } from "./results";
import { repository, run } from "./run-command";

/**
 * `npm test`: the checks, every test, and the browser tests against a production build. A stage that fails does
 * not stop the ones that still make sense; the last line adds up both runners' own reports.
 */
const reports = join(repository, "test-results");
const slow = process.argv.includes("--slow");
const environment: Record<string, string> = slow ? { HEDER_TEST_SLOW: "1" } : {};
const failedStages: string[] = [];
const failures: string[] = [];

async function stage(name: string, command: string, args: string[], env = environment): Promise<number> {
  console.log(`\n── ${name} ──`);
  const { code, seconds } = await run(command, args, { env, show: true });
  if (code !== 0) failedStages.push(name);
  console.log(`── ${name}: ${code === 0 ? "done" : "failed"} after ${seconds.toFixed(0)} s`);
  return code;
}

async function unitTests(name: string, file: string, env = environment): Promise<Totals> {
  const report = join(reports, file);
  const args = ["run", "--reporter=dot", "--reporter=json", `--outputFile.json=${report}`];
  const code = await stage(name, "vitest", args, env);
  failures.push(...failuresIn(report, vitestFailures));
  return totalsOf(report, vitestTotals, code);
}

/** Whatever asks for a second connection while it holds one waits for ever where there are only two. */
const throughTwoConnections = () =>
  unitTests("the same tests through a pool of two connections", "vitest-pool-of-two.json", {
    HEDER_DATABASE_POOL: "2",
  });

async function browserTests(): Promise<Totals> {
  if ((await stage("production build", "tsx", ["app/cli/build.ts"], {})) !== 0)
    return { passed: 0, failed: 1, skipped: 0 };
  const report = join(reports, "playwright.json");
  const code = await stage("end to end in a browser", "playwright", ["test"], {
    ...environment,
    HEDER_E2E_REPORT: report,
  });
  failures.push(...failuresIn(report, playwrightFailures));
  return totalsOf(report, playwrightTotals, code);
}

rmSync(reports, { recursive: true, force: true });
mkdirSync(reports, { recursive: true });
const started = performance.now();
await stage("check", "tsx", [".ci/check.ts"]);
const totals = [
  await unitTests("unit and integration tests", "vitest.json"),
  ...(slow ? [await throughTwoConnections()] : []),
  await browserTests(),
];
console.log(`\n${((performance.now() - started) / 60_000).toFixed(1)} minutes`);
if (failedStages.length > 0) console.log(`Failed: ${failedStages.join(", ")}`);
for (const failure of failures) console.log(`  ${failure}`);
console.log(summary(totals));
process.exitCode = failedStages.length > 0 ? 1 : 0;
