import { join } from "node:path";
import { expect, test } from "vitest";
import { failuresIn, playwrightFailures, vitestFailures } from "./failures";
import { repository } from "./run-command";
import { temporaryTree } from "./temporary-tree";

const passed = { status: "passed", fullName: "adds" };

test("a test that failed is named with its file and why, without where the code stood", () => {
  const failed = {
    status: "failed",
    fullName: "sums adds",
    failureMessages: ["\u001b[31mAssertionError: not what was hoped\u001b[39m\n\n+ 2\n  at x.ts:1"],
  };
  const testResults = [
    { name: join(repository, "lib/x.test.ts"), status: "failed", assertionResults: [passed, failed] },
    { name: join(repository, "lib/y.test.ts"), status: "passed", assertionResults: [passed] },
  ];
  expect(vitestFailures({ testResults })).toEqual([
    "lib/x.test.ts › sums adds: AssertionError: not what was hoped\n    + 2",
  ]);
});

test("a file that does not load is named with why", () => {
  const name = join(repository, "lib/x.test.ts");
  const testResults = [{ name, status: "failed", message: "no such module\nat x.ts", assertionResults: [] }];
  expect(vitestFailures({ testResults })).toEqual(["lib/x.test.ts › not loaded: no such module"]);
});

test("a browser test that failed is found in whatever it is described in, and so is what no test is guilty of", () => {
  const spec = (ok: boolean) => ({
    file: "story.spec.ts",
    title: "a story",
    ok,
    tests: [{ results: [{}, { error: { message: "not there\nat x.ts" } }] }],
  });
  const suites = [{ suites: [{ specs: [spec(true), spec(false)] }] }];
  expect(playwrightFailures({ suites, errors: [{ message: "no server" }] })).toEqual([
    "e2e/story.spec.ts › a story: not there",
    "no server",
  ]);
});

test("of a long story only the beginning is told", () => {
  const failureMessages = [Array.from({ length: 500 }, (_, at) => `told ${at}`).join("\n")];
  const name = join(repository, "lib/x.test.ts");
  const assertionResults = [{ status: "failed", fullName: "tells", failureMessages }];
  const [told] = vitestFailures({ testResults: [{ name, status: "failed", assertionResults }] });
  expect(told?.split("\n")).toHaveLength(12);
});

test("of a report that is not there, or half there, nothing is said", () => {
  const root = temporaryTree({ "half.json": '{"testResults": [', "other.json": '{"testResults": 1}' });
  for (const name of ["none.json", "half.json", "other.json"])
    expect(failuresIn(join(root, name), vitestFailures)).toEqual([]);
});
