import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Patterns have slashes, also where paths have not.
const tests = globSync("{lib,components,app,prisma}/**/*.test.{ts,tsx}", { cwd: here(".") }).map((file) =>
  file.replaceAll("\\", "/"),
);

/** Whatever puts something else in the place of a module, a global or the clock, or wants a document to work with. */
const isAlone = (file: string): boolean =>
  /vi\.(mock|doMock|hoisted|stub|spyOn|useFakeTimers)|@vitest-environment|process\.env\.\w+ = /.test(
    readFileSync(here(file), "utf8"),
  );

/** One embedded PostgreSQL for each project, with a migrated template to copy databases from. */
const globalSetup = ["lib/testing/global-setup.ts"];

export default defineConfig({
  resolve: {
    alias: {
      "@": here("."),
      // The package throws outside of a server bundle, and a test is a server.
      "server-only": here("node_modules/server-only/empty.js"),
    },
  },
  test: {
    environment: "node",
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 120_000,
    projects: [
      { extends: true, test: { name: "tools", include: [".ci/**/*.test.ts"] } },
      {
        extends: true,
        test: {
          name: "heder",
          include: tests.filter((file) => !isAlone(file)),
          globalSetup,
          // Modules are loaded once for many files, which takes a third less time; what a file sets is put back after it.
          isolate: false,
          setupFiles: ["lib/testing/put-back.ts"],
        },
      },
      {
        extends: true,
        test: { name: "alone", include: tests.filter(isAlone), globalSetup },
      },
    ],
  },
});
