import { createReadStream, createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";

const PART_BYTES = 1_000_000;
/** For trying a failed run again; after that the person has to send the file once more. */
const KEPT_DAYS = 14;

/** The bytes of a stream in pieces of one size, as rows of a table like them. */
async function* inParts(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of stream) {
    pieces.push(piece);
    size += piece.length;
    if (size < PART_BYTES) continue;
    yield Buffer.concat(pieces);
    pieces = [];
    size = 0;
  }
  if (size > 0) yield Buffer.concat(pieces);
}

/** Keeps a file for a run in the transaction that orders it. It is removed when the run has succeeded or was stopped. */
export async function keepFile(
  tx: Tx,
  ctx: Ctx,
  runId: string,
  { path, isGzipped }: Readonly<{ path: string; isGzipped: boolean }>,
): Promise<void> {
  const file = createReadStream(path);
  const stream = isGzipped ? file : createGzip({ level: 3 });
  const piped = isGzipped ? null : pipeline(file, stream as NodeJS.WritableStream);
  // Whoever reads the stream learns of a failure.
  piped?.catch(() => undefined);
  let part = 0;
  for await (const content of inParts(stream as AsyncIterable<Buffer>)) {
    await tx.$executeRaw`
      INSERT INTO job_run_files (organization_id, job_run_id, part, content)
      VALUES (${ctx.organization.id}::uuid, ${runId}::uuid, ${part}::integer, ${content}::bytea)`;
    part += 1;
  }
}

async function* keptParts(ctx: Ctx, runId: string): AsyncGenerator<Uint8Array> {
  for (let part = 0; ; part += 1) {
    const found = await inTenant(ctx, (tx) =>
      tx.jobRunFile.findFirst({
        where: { organizationId: ctx.organization.id, jobRunId: runId, part },
        select: { content: true },
      }),
    );
    if (!found && part === 0) throw new AppError("conflict", msg("jobs.fileGone"));
    if (!found) return;
    yield found.content;
  }
}

/** Writes the file of a run to `path`, gzipped as it is kept. Throws `conflict` when it is not there any more. */
export const fetchFile = (ctx: Ctx, runId: string, path: string): Promise<void> =>
  pipeline(keptParts(ctx, runId), createWriteStream(path, { mode: 0o600 }));

/** Removes the files of runs that failed long ago and that nobody has tried again. */
export const removeOldFiles = (tx: Tx, ctx: Ctx): Promise<number> => tx.$executeRaw`
  DELETE FROM job_run_files f USING job_runs r
  WHERE f.organization_id = ${ctx.organization.id}::uuid AND r.organization_id = f.organization_id AND r.id = f.job_run_id
    AND r.status = 'failed' AND r.finished_at < now() - make_interval(days => ${KEPT_DAYS}::integer)`;
