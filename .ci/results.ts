import { existsSync, readFileSync } from "node:fs";
import * as z from "zod";

export type Totals = Readonly<{ passed: number; failed: number; skipped: number }>;

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
  numTodoTests: z.number().default(0),
  success: z.boolean(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
  errors: z.array(z.unknown()).default([]),
});

/** A file that could not even be loaded has no tests in the report, and is one failure all the same. */
export function vitestTotals(report: unknown): Totals {
  const read = vitestReport.parse(report);
  const broken = read.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((result) => result.status === "failed"),
  ).length;
  const failed = read.numFailedTests + broken;
  return {
    passed: read.numPassedTests,
    failed: failed === 0 && !read.success ? 1 : failed,
    skipped: read.numPendingTests + read.numTodoTests,
  };
}

/** A test that passed only when tried again has failed once, and that counts. */
export function playwrightTotals(report: unknown): Totals {
  const { stats, errors } = playwrightReport.parse(report);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

/** Reads one report; a runner that left none, or that failed without saying where, is one failure. */
export function totalsOf(file: string, read: (report: unknown) => Totals, exitCode: number): Totals {
  if (!existsSync(file)) return { passed: 0, failed: 1, skipped: 0 };
  try {
    const totals = read(JSON.parse(readFileSync(file, "utf8")));
    return exitCode !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

/** The last line of a run, read by machines: `1234 passed, 2 failed, 1 skipped`. */
export function summary(all: readonly Totals[]): string {
  const sum = (name: keyof Totals) => all.reduce((total, totals) => total + totals[name], 0);
  const skipped = sum("skipped");
  return `${sum("passed")} passed, ${sum("failed")} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`;
}
