import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import * as z from "zod";
import { repository } from "./run-command";

/** What failed, `file › test: why`, in a few lines: whoever reads only the end of a long run finds it there. */
type Failures = readonly string[];

const vitestReport = z.object({
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string().default(""),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          fullName: z.string(),
          failureMessages: z.array(z.string()).default([]),
        }),
      ),
    }),
  ),
});

const result = z.object({ error: z.object({ message: z.string().default("") }).optional() });
const spec = z.object({
  file: z.string(),
  title: z.string(),
  ok: z.boolean(),
  tests: z.array(z.object({ results: z.array(result) })),
});
type Suite = Readonly<{ specs: z.infer<typeof spec>[]; suites: Suite[] }>;
const suite: z.ZodType<Suite> = z.lazy(() =>
  z.object({ specs: z.array(spec).default([]), suites: z.array(suite).default([]) }),
);
const playwrightReport = z.object({
  suites: z.array(suite).default([]),
  errors: z.array(z.object({ message: z.string().default("") })).default([]),
});

// The colours of a terminal are in what the runners report.
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");
/** Where the code stood is in what the runner printed; here it would push other failures out of sight. */
const PLACE = /^(at |❯ |Call log:|- )/;
const LINES = 12;

const whyIn = (text: string): string => {
  const lines = text
    .replace(COLOURS, "")
    .split("\n")
    .map((one) => one.trim())
    .filter((one) => one !== "" && !PLACE.test(one));
  return lines.slice(0, LINES).join("\n    ");
};
const line = (file: string, name: string, why: string) => `${file} › ${name}: ${whyIn(why)}`;

export function vitestFailures(report: unknown): Failures {
  return vitestReport.parse(report).testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(repository, name);
    const failed = assertionResults.filter((result) => result.status === "failed");
    if (status === "failed" && failed.length === 0) return [line(file, "not loaded", message)];
    return failed.map(({ fullName, failureMessages }) => line(file, fullName, failureMessages[0] ?? ""));
  });
}

const whyOf = (tests: z.infer<typeof spec>["tests"]): string =>
  tests.flatMap(({ results }) => results).find(({ error }) => error)?.error?.message ?? "";

export function playwrightFailures(report: unknown): Failures {
  const { suites, errors } = playwrightReport.parse(report);
  const within = ({ specs, suites: inner }: Suite): Failures => [
    ...specs
      .filter(({ ok }) => !ok)
      .map(({ file, title, tests }) => line(`e2e/${file}`, title, whyOf(tests))),
    ...inner.flatMap(within),
  ];
  return [...suites.flatMap(within), ...errors.map(({ message }) => whyIn(message))];
}

/** Of a report that cannot be read nothing is known here; the totals count it as a failure. */
export function failuresIn(file: string, read: (report: unknown) => Failures): Failures {
  if (!existsSync(file)) return [];
  try {
    return read(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return [];
  }
}
