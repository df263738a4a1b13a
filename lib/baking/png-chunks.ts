import { crc32 } from "node:zlib";
import { BakingError } from "@/lib/baking/rules";

// Own, and short: the packages for this (png-chunks-extract and -encode) rest since 2015, copy byte by byte in
// JavaScript, and answer a broken file with whatever error comes of it.

export type Chunk = Readonly<{
  /** Four letters, as "IHDR". */
  type: string;
  data: Uint8Array;
  /** The whole chunk as it stands in the file, with length and checksum. */
  bytes: Uint8Array;
}>;

export const PNG_SIGNATURE = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Length and type before the data, the checksum behind it. */
const HEAD = 8;
const TAIL = 4;

export const isPng = (bytes: Uint8Array): boolean =>
  PNG_SIGNATURE.every((value, index) => bytes[index] === value);

/**
 * The chunks of a PNG from IHDR to IEND (PNG, third edition, 5); what trails the picture is no part of it. Throws
 * `not_image`, `truncated`, and `checksum` for any chunk whose data is not what its CRC says.
 */
export function readChunks(png: Uint8Array): Chunk[] {
  if (!isPng(png)) throw new BakingError("not_image");
  const chunks: Chunk[] = [];
  for (let at = PNG_SIGNATURE.length; ; ) {
    const chunk = chunkAt(png, at);
    if (chunks.length === 0 && chunk.type !== "IHDR") throw new BakingError("not_image");
    chunks.push(chunk);
    if (chunk.type === "IEND") return chunks;
    at += chunk.bytes.length;
  }
}

function chunkAt(png: Uint8Array, at: number): Chunk {
  if (at + HEAD + TAIL > png.length) throw new BakingError("truncated");
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  const end = at + HEAD + view.getUint32(at);
  if (end + TAIL > png.length) throw new BakingError("truncated");
  if (crc32(png.subarray(at + 4, end)) !== view.getUint32(end)) throw new BakingError("checksum");
  return {
    type: String.fromCharCode(...png.subarray(at + 4, at + HEAD)),
    data: png.subarray(at + HEAD, end),
    bytes: png.subarray(at, end + TAIL),
  };
}

/** A chunk as it stands in a file. */
export function writeChunk(type: string, data: Uint8Array): Uint8Array {
  const chunk = Buffer.alloc(HEAD + data.length + TAIL);
  chunk.writeUInt32BE(data.length, 0);
  chunk.write(type, 4, "latin1");
  chunk.set(data, HEAD);
  chunk.writeUInt32BE(crc32(chunk.subarray(4, HEAD + data.length)), HEAD + data.length);
  return chunk;
}
