import type { Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { type ImportResult, importFile, mayImport } from "@/lib/imports/import-service";
import { openImport } from "@/lib/imports/record-service";
import { COLUMNS, type ImportKind, LARGE_ROWS, MAX_ROWS } from "@/lib/imports/rules";
import { openTable, type Table } from "@/lib/imports/table";
import { inspectFile, type TextFile } from "@/lib/imports/text-file";
import { keepFile } from "@/lib/jobs/run-file-service";
import { startRun } from "@/lib/jobs/run-service";

/** Writing a file of 100 MB into the database may take this long, in milliseconds. */
const UPLOAD_LIMIT = 10 * 60_000;

export type StartedImport = Readonly<{ id: string; runId: string; rows: number }>;

type Given = Readonly<{ kind: ImportKind; path: string; fileName: string }>;

/**
 * Imports a file from a page: a small one at once, a large one as a run with progress, which can be stopped, goes on
 * after an interruption, and is undone like any other. The file is kept with the run until that is through. Throws
 * `invalid` when the file as a whole is no table of that kind.
 */
export async function importFromPage(ctx: Ctx, given: Given): Promise<ImportResult | StartedImport> {
  mayImport(ctx, given.kind);
  const file = await inspectFile(given.path);
  const rows = await countRows(await openTable(file, COLUMNS[given.kind]));
  return rows > LARGE_ROWS ? start(ctx, given, file, rows) : importFile(ctx, given);
}

async function countRows({ batches }: Table): Promise<number> {
  let rows = 0;
  for await (const batch of batches) {
    rows += batch.length;
    if (rows > MAX_ROWS) throw new AppError("invalid", msg("imports.tooManyRows", { maximum: MAX_ROWS }));
  }
  return rows;
}

const start = (ctx: Ctx, { kind, fileName }: Given, file: TextFile, rows: number): Promise<StartedImport> =>
  inTenant(
    ctx,
    async (tx) => {
      const { id: runId } = await startRun(tx, ctx, "import", { importKind: kind }, { total: rows });
      const id = await openImport(tx, ctx, { kind, fileName, sha256: file.sha256, jobRunId: runId });
      await keepFile(tx, ctx, runId, file);
      return { id, runId, rows };
    },
    { timeout: UPLOAD_LIMIT },
  );
