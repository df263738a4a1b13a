import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Ctx } from "@/lib/context";
import type { RawRow } from "@/lib/imports/csv-rows";
import type { Column } from "@/lib/imports/rules";
import { openTable, type Table } from "@/lib/imports/table";
import { inspectFile } from "@/lib/imports/text-file";
import { fetchFile } from "@/lib/jobs/run-file-service";

/** The rows of a file, one by one and forwards only. */
export type RowSource = Readonly<{
  given: ReadonlySet<string>;
  next(): Promise<RawRow | null>;
  /** How many rows were read. */
  position(): number;
  isAtEnd(): boolean;
}>;

/** Looks one row ahead, so that the last one is known to be the last. */
async function rowByRow({ given, batches }: Table): Promise<RowSource> {
  const iterator = batches[Symbol.asyncIterator]();
  let batch: readonly RawRow[] = [];
  let place = 0;
  let read = 0;
  async function lookAhead(): Promise<void> {
    while (place >= batch.length) {
      const next = await iterator.next();
      if (next.done) return;
      batch = next.value;
      place = 0;
    }
  }
  await lookAhead();
  return {
    given,
    position: () => read,
    isAtEnd: () => place >= batch.length,
    async next() {
      const row = batch[place];
      if (!row) return null;
      place += 1;
      read += 1;
      await lookAhead();
      return row;
    },
  };
}

/** Fetches the file that is kept with a run and opens it; `close` removes what was fetched. */
export async function openKeptFile(
  ctx: Ctx,
  runId: string,
  columns: readonly Column[],
): Promise<{ source: RowSource; close: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), "heder-import-"));
  const close = () => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, "file");
    await fetchFile(ctx, runId, path);
    return { source: await rowByRow(await openTable(await inspectFile(path), columns)), close };
  } catch (error) {
    await close();
    throw error;
  }
}
