import { spawnSync } from "node:child_process";
import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository } from "./run-command";
import { temporaryTree } from "./temporary-tree";

const read = (path: string) => readFileSync(join(repository, path), "utf8");
const manifest = read("package.json");
const { typecheck } = JSON.parse(manifest).scripts as { typecheck: string };

/** What Next wrote of a page when it was still there, so many folders below the repository. */
const validator = (up: string) =>
  `const handler = {} as typeof import("${up}app/gone/page.js"); export type Gone = typeof handler;`;

const tree = (page: string) => {
  const root = temporaryTree({
    "package.json": manifest,
    "tsconfig.json": read("tsconfig.json"),
    "app/layout.tsx":
      'import type { ReactNode } from "react"; export default function Layout({ children }: { children: ReactNode }) { return <html lang="nb"><body>{children}</body></html>; }',
    "app/moved/page.tsx": page,
    ".next/types/validator.ts": validator("../../"),
    ".next/dev/types/validator.ts": validator("../../../"),
  });
  symlinkSync(join(repository, "node_modules"), join(root, "node_modules"));
  return root;
};

function check(cwd: string) {
  const PATH = `${join(repository, "node_modules/.bin")}:${process.env.PATH ?? ""}`;
  const { status, stdout, stderr } = spawnSync(typecheck, {
    cwd,
    shell: true,
    env: { ...process.env, PATH },
  });
  return { status, output: `${stdout}${stderr}` };
}

test("types are checked of the pages there are, whatever a build or the development server wrote of those that have moved", () => {
  const { status, output } = check(tree("export default function Page() { return null; }"));
  expect(output).not.toContain("error");
  expect(status).toBe(0);
});

test("a page that is none is found, though Next alone knows what one is", () => {
  const { status, output } = check(tree("export default 1;"));
  expect(output).toContain("error TS");
  expect(status).not.toBe(0);
});
