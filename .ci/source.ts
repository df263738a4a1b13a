import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseSync } from "oxc-parser";

const SKIPPED = new Set([
  "node_modules",
  "generated",
  "coverage",
  "test-results",
  "playwright-report",
  "public",
]);

/** Every file below `root` whose name passes, as sorted paths relative to `root` with forward slashes. */
export function listFiles(root: string, accept: (name: string) => boolean, folder = ""): string[] {
  const found: string[] = [];
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    const hidden = entry.name.startsWith(".") && entry.name !== ".ci" && entry.name !== ".well-known";
    if (entry.isDirectory()) {
      if (!hidden && !SKIPPED.has(entry.name)) found.push(...listFiles(root, accept, path));
    } else if (accept(entry.name)) found.push(path);
  }
  return found.sort();
}

export const isTypeScript = (name: string) => /\.[cm]?tsx?$/.test(name) && !name.endsWith(".d.ts");

export const isTest = (path: string) => /\.test(?:-support)?\.tsx?$/.test(path);

/** The syntax tree of one file. A file that does not parse stops the check: silence would look like "clean". */
export function parseFile(root: string, path: string) {
  const text = readFileSync(join(root, path), "utf8");
  const parsed = parseSync(path, text);
  const [error] = parsed.errors;
  if (error) throw new Error(`${path} does not parse: ${error.message}`);
  return { text, program: parsed.program };
}

export const lineOf = (text: string, offset: number) => text.slice(0, offset).split("\n").length;
