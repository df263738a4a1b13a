import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Ctx } from "@/lib/context";
import { type ImportOptions, type ImportResult, importFile } from "@/lib/imports/import-service";
import type { TestDatabase } from "@/lib/testing/database";

const folder = mkdtempSync(join(tmpdir(), "heder-imports-"));
process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
let made = 0;

/** A file with this content; a text is written as UTF-8. */
export function fileOf(content: string | Buffer): string {
  made += 1;
  const path = join(folder, `file-${made}`);
  writeFileSync(path, content);
  return path;
}

/** Imports this content, and remarks as `line field key`. */
export async function load(
  ctx: Ctx,
  kind: ImportOptions["kind"],
  content: string | Buffer,
  options: { dryRun?: boolean } = {},
): Promise<Omit<ImportResult, "rejected" | "warnings"> & { rejected: string[]; warnings: string[] }> {
  const result = await importFile(ctx, { kind, path: fileOf(content), fileName: "test.csv", ...options });
  const short = (remarks: ImportResult["rejected"]) =>
    remarks.map(({ line, field, reason }) => [line, field ?? "row", reason.key].join(" "));
  return { ...result, rejected: short(result.rejected), warnings: short(result.warnings) };
}

/** The counts alone: read, created, updated, unchanged, rejected. */
export async function counts(...args: Parameters<typeof load>): Promise<number[]> {
  const { read, created, updated, unchanged, rejected } = await load(...args);
  return [read, created, updated, unchanged, rejected.length];
}

/** How many rows each table of the organisation has, to see that nothing was left behind. */
export async function census(database: TestDatabase, ctx: Ctx): Promise<Record<string, number>> {
  const tables = [
    "memberships",
    "groups",
    "group_members",
    "activities",
    "referrals",
    "courses",
    "course_registrations",
    "achievements",
    "earned_badges",
    "certifications",
    "imports",
    "import_rows",
    "evaluation_requests",
    "audit_log",
  ];
  const parts = tables.map(
    (table) => `(SELECT count(*)::integer FROM ${table} WHERE organization_id = $1) AS ${table}`,
  );
  const { rows } = await database.everything.query(
    `SELECT ${parts.join(", ")}, (SELECT count(*)::integer FROM users) AS users`,
    [ctx.organization.id],
  );
  return rows[0];
}
