import { existsSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { Visitor } from "oxc-parser";
import { parseFile } from "./source";

export type Import = Readonly<{ specifier: string; typeOnly: boolean; offset: number }>;

const literal = (node: { type: string; value?: unknown }) =>
  node.type === "Literal" && typeof node.value === "string" ? node.value : null;

/**
 * Every module a file names: static, dynamic with a literal, re-exports and `import("…")` types.
 * `import { type A } from "a"` counts as a real import, because `verbatimModuleSyntax` keeps it as `import "a"`.
 */
export function importsOf(root: string, path: string): { text: string; imports: Import[] } {
  const { text, program } = parseFile(root, path);
  const imports: Import[] = [];
  const add = (source: { type: string; value?: unknown; start: number } | null, typeOnly: boolean) => {
    const specifier = source && literal(source);
    if (source && specifier !== null) imports.push({ specifier, typeOnly, offset: source.start });
  };
  new Visitor({
    ImportDeclaration: (node) => add(node.source, node.importKind === "type"),
    ExportNamedDeclaration: (node) => add(node.source, node.exportKind === "type"),
    ExportAllDeclaration: (node) => add(node.source, node.exportKind === "type"),
    ImportExpression: (node) => add(node.source, false),
    TSImportType: (node) => add(node.source, true),
  }).visit(program);
  return { text, imports };
}

const SUFFIXES = ["", ".ts", ".tsx", ".mts", ".js", ".mjs", ".json", "/index.ts", "/index.tsx"];

/**
 * Where a specifier leads: a path relative to `root` for files of the repository, the specifier itself for a
 * package, `null` for a file of ours that does not exist (generated ones excepted: they may not be made yet).
 */
export function resolveImport(root: string, from: string, specifier: string): string | null {
  const own = specifier.startsWith("@/")
    ? specifier.slice(2)
    : specifier.startsWith(".")
      ? posix.join(posix.dirname(from), specifier)
      : null;
  if (own === null) return specifier;
  if (/^(?:lib\/generated|\.next)\//.test(own)) return own;
  const bases = [own, own.replace(/\.m?js$/, "")];
  for (const base of bases)
    for (const suffix of SUFFIXES) {
      const file = join(root, base + suffix);
      if (existsSync(file) && statSync(file).isFile()) return base + suffix;
    }
  return null;
}
