import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importsOf, resolveImport } from "./imports";
import { isTypeScript, listFiles } from "./source";

const root = join(import.meta.dirname, "..");

test("no file that the container is built from imports one that .dockerignore leaves out: the build checks types", () => {
  const patterns = readFileSync(join(root, ".dockerignore"), "utf8").split("\n").filter(Boolean);
  const left = new Set(
    globSync(patterns, { cwd: root, exclude: (name) => /node_modules|^\.(?:git|next|heder)$/.test(name) }),
  );
  const isLeft = (path: string) =>
    left.has(path) || [...path.matchAll(/\//g)].some(({ index }) => left.has(path.slice(0, index)));
  const built = listFiles(root, isTypeScript).filter((path) => !isLeft(path));
  expect(built.length).toBeGreaterThan(300);
  const missing = built.flatMap((path) =>
    importsOf(root, path).imports.flatMap(({ specifier }) => {
      const to = resolveImport(root, path, specifier);
      return to && to !== specifier && !/^(?:lib\/generated|\.next)\//.test(to) && isLeft(to)
        ? [`${path} imports ${to}`]
        : [];
    }),
  );
  expect(missing).toEqual([]);
});
