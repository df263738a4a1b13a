import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

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
          include: ["{lib,components,app,prisma}/**/*.test.{ts,tsx}"],
          // One embedded PostgreSQL for the whole run, with a migrated template to copy databases from.
          globalSetup: ["lib/testing/global-setup.ts"],
        },
      },
    ],
  },
});
