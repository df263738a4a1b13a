import { join } from "node:path";
import { expect, test } from "vitest";
import { playwrightTotals, summary, totalsOf, vitestTotals } from "./results";
import { temporaryTree } from "./temporary-tree";

const vitest = {
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  success: true,
  testResults: [],
};
const playwright = { stats: { expected: 2, unexpected: 0, flaky: 0, skipped: 0 }, errors: [] };

test("the last line adds up both runners, and names skipped tests only when there are some", () => {
  expect(summary([vitestTotals(vitest), playwrightTotals(playwright)])).toBe("5 passed, 0 failed, 2 skipped");
  expect(summary([playwrightTotals(playwright)])).toBe("2 passed, 0 failed");
});

test("a test file that does not load is a failure", () => {
  const testResults = [{ status: "failed", assertionResults: [] }];
  expect(vitestTotals({ ...vitest, success: false, testResults }).failed).toBe(1);
});

test("a failed test is counted once, not again for its file", () => {
  const testResults = [{ status: "failed", assertionResults: [{ status: "failed" }] }];
  expect(vitestTotals({ ...vitest, numFailedTests: 1, success: false, testResults }).failed).toBe(1);
});

test("an unhandled error beside passing tests is a failure", () => {
  expect(vitestTotals({ ...vitest, success: false }).failed).toBe(1);
});

test("a browser test that passed only when tried again is a failure", () => {
  expect(playwrightTotals({ ...playwright, stats: { ...playwright.stats, flaky: 1 } }).failed).toBe(1);
});

test("a server that did not start is a failure", () => {
  expect(
    playwrightTotals({ stats: { expected: 0, unexpected: 0, flaky: 0, skipped: 0 }, errors: [{}] }).failed,
  ).toBe(1);
});

test("a runner that leaves no report, half a report or a bad exit code has failed", () => {
  const root = temporaryTree({ "half.json": '{"numPassed', "whole.json": JSON.stringify(vitest) });
  const failedIn = (name: string, code: number) => totalsOf(join(root, name), vitestTotals, code).failed;
  expect(failedIn("none.json", 0)).toBe(1);
  expect(failedIn("half.json", 0)).toBe(1);
  expect(failedIn("whole.json", 137)).toBe(1);
  expect(failedIn("whole.json", 0)).toBe(0);
});
