import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { AppError, msg } from "@/lib/errors";
import { MAX_FILE_BYTES, MAX_UNPACKED_BYTES } from "@/lib/imports/rules";

type Encoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";

/** A file that was looked through once: what it is, and that it keeps within the limits. */
export type TextFile = Readonly<{
  path: string;
  sha256: string;
  isGzipped: boolean;
  encoding: Encoding;
  /** The first character that is not white space; `[` means JSON. */
  first: string;
}>;

const MEGABYTE = 1_000_000;
const PIECE = 256 * 1024;
const tooBig = () =>
  new AppError("invalid", msg("imports.fileTooBig", { megabytes: MAX_FILE_BYTES / MEGABYTE }));

async function headOf(path: string): Promise<{ magic: Buffer; size: number }> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    return { magic: buffer.subarray(0, bytesRead), size };
  } finally {
    await handle.close();
  }
}

/** The bytes of the file, unpacked. A gzipped file that is broken or grows without end throws `invalid`. */
async function* unpacked(path: string, isGzipped: boolean): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: PIECE });
  if (!isGzipped) {
    yield* file;
    return;
  }
  const gunzip = createGunzip({ chunkSize: PIECE });
  const piped = pipeline(file, gunzip);
  piped.catch(() => undefined);
  let size = 0;
  try {
    for await (const piece of gunzip as AsyncIterable<Buffer>) {
      size += piece.length;
      if (size > MAX_UNPACKED_BYTES) {
        throw new AppError(
          "invalid",
          msg("imports.unpackedTooBig", { megabytes: MAX_UNPACKED_BYTES / MEGABYTE }),
        );
      }
      yield piece;
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("invalid", msg("imports.brokenGzip"));
  } finally {
    gunzip.destroy();
    file.destroy();
  }
}

/** UTF-8 where every byte agrees; else Windows-1252, which contains Latin-1's letters and is what old Excel writes. */
class EncodingGuess {
  #utf8 = new TextDecoder("utf-8", { fatal: true });
  #isUtf8 = true;
  #mark: Buffer = Buffer.alloc(0);

  add(piece: Buffer): void {
    if (this.#mark.length < 2) this.#mark = Buffer.concat([this.#mark, piece.subarray(0, 2)]);
    this.#decode(piece);
  }

  #decode(piece?: Buffer): void {
    if (!this.#isUtf8) return;
    try {
      this.#utf8.decode(piece, { stream: piece !== undefined });
    } catch {
      this.#isUtf8 = false;
    }
  }

  result(): Encoding {
    this.#decode();
    if (this.#mark[0] === 0xff && this.#mark[1] === 0xfe) return "utf-16le";
    if (this.#mark[0] === 0xfe && this.#mark[1] === 0xff) return "utf-16be";
    return this.#isUtf8 ? "utf-8" : "windows-1252";
  }
}

/** Looks through a file of at most 100 MB, gzipped or not. Throws `invalid` when it is empty, too large or broken. */
export async function inspectFile(path: string): Promise<TextFile> {
  const { magic, size } = await headOf(path);
  if (size > MAX_FILE_BYTES) throw tooBig();
  const isGzipped = magic[0] === 0x1f && magic[1] === 0x8b;
  const hash = createHash("sha256");
  const guess = new EncodingGuess();
  for await (const piece of unpacked(path, isGzipped)) {
    hash.update(piece);
    guess.add(piece);
  }
  const file = { path, isGzipped, sha256: hash.digest("hex"), encoding: guess.result() };
  const first = await firstCharacter(file);
  if (first === "") throw new AppError("invalid", msg("imports.emptyFile"));
  return { ...file, first };
}

async function firstCharacter(file: Omit<TextFile, "first">): Promise<string> {
  for await (const piece of readText(file)) {
    const text = piece.trimStart();
    if (text !== "") return text[0] ?? "";
  }
  return "";
}

/** The file as text, in pieces, without a byte order mark. */
export async function* readText(
  file: Pick<TextFile, "path" | "isGzipped" | "encoding">,
): AsyncGenerator<string> {
  const decoder = new TextDecoder(file.encoding);
  for await (const piece of unpacked(file.path, file.isGzipped))
    yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}
