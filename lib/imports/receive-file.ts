import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { AppError, msg } from "@/lib/errors";
import { MAX_FILE_BYTES } from "@/lib/imports/rules";

const tooBig = () =>
  new AppError("invalid", msg("imports.fileTooBig", { megabytes: MAX_FILE_BYTES / 1_000_000 }));

async function* atMost(body: AsyncIterable<Uint8Array>, maximum: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const piece of body) {
    size += piece.length;
    if (size > maximum) throw tooBig();
    yield piece;
  }
}

/**
 * Writes a request's body to a file of its own, gives its path to `use`, and removes it. A slow sender so never
 * holds a transaction open. Throws `invalid` for more than 100 MB, declared or not, and for what breaks off.
 */
export async function withReceivedFile<T>(request: Request, use: (path: string) => Promise<T>): Promise<T> {
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > MAX_FILE_BYTES) throw tooBig();
  if (!request.body) throw new AppError("invalid", msg("imports.noFile"));
  const folder = await mkdtemp(join(tmpdir(), "heder-import-"));
  try {
    const path = join(folder, "file");
    const body = Readable.fromWeb(request.body as Parameters<typeof Readable.fromWeb>[0]);
    try {
      await pipeline(atMost(body, MAX_FILE_BYTES), createWriteStream(path, { mode: 0o600 }));
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw new AppError("invalid", msg("imports.uploadFailed"));
    }
    return await use(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
