import { inflateSync } from "node:zlib";
import { type Chunk, PNG_SIGNATURE, readChunks, writeChunk } from "@/lib/baking/png-chunks";
import { type BakedContent, BakingError, baked, checkedText, LARGEST_IMAGE } from "@/lib/baking/rules";

const KEYWORDS = { ob2: "openbadges", ob3: "openbadgecredential" } as const;
const FORMATS = new Map(
  Object.entries(KEYWORDS).map(([format, word]) => [word as string, format as "ob2" | "ob3"]),
);

/**
 * The picture with what it stands for in it: one uncompressed `iTXt` chunk right after IHDR (Open Badges 2.0 baking
 * and 3.0, 5.3). Everything that was baked before goes, of whichever format: neither specification speaks of both in
 * one picture, each demands a single chunk of its own, and a picture that says two things is believed by each reader
 * in another one. Throws `BakingError`: a broken PNG, or a content that is none.
 */
export function bakePng(png: Uint8Array, content: BakedContent): Uint8Array {
  const text = Buffer.from(checkedText(content), "utf8");
  // Keyword, NUL, compression flag and method, then language and translated keyword, both empty and ended by NUL.
  const head = Buffer.concat([Buffer.from(KEYWORDS[content.format], "latin1"), Buffer.alloc(5)]);
  const [header, ...rest] = readChunks(png);
  if (!header) throw new BakingError("truncated");
  const kept = rest.filter((chunk) => formatOf(chunk) === undefined).map(({ bytes }) => bytes);
  return new Uint8Array(
    Buffer.concat([PNG_SIGNATURE, header.bytes, writeChunk("iTXt", Buffer.concat([head, text])), ...kept]),
  );
}

/**
 * What is baked into a PNG, in the order of the file: `iTXt`, and what editors make of it or the first badges had
 * (`tEXt`, `zTXt`, compressed `iTXt`). Throws `BakingError`.
 */
export function readBakedPng(png: Uint8Array): BakedContent[] {
  return readChunks(png).flatMap((chunk) => {
    const format = formatOf(chunk);
    return format ? [baked(format, textOfChunk(chunk))] : [];
  });
}

function formatOf({ type, data }: Chunk): "ob2" | "ob3" | undefined {
  if (type !== "iTXt" && type !== "tEXt" && type !== "zTXt") return undefined;
  const end = data.indexOf(0);
  return end < 0 ? undefined : FORMATS.get(Buffer.from(data.subarray(0, end)).toString("latin1"));
}

function textOfChunk({ type, data }: Chunk): string {
  const start = data.indexOf(0) + 1;
  if (type === "tEXt") return decoded(data.subarray(start));
  if (type === "zTXt") return decoded(inflated(data.subarray(start + 1)));
  const language = data.indexOf(0, start + 2);
  const translated = data.indexOf(0, language + 1);
  if (language < 0 || translated < 0) throw new BakingError("content");
  const text = data.subarray(translated + 1);
  return decoded(data[start] === 1 ? inflated(text) : text);
}

/** A few bytes can unpack to gigabytes; no badge does. */
function inflated(data: Uint8Array): Uint8Array {
  try {
    return inflateSync(data, { maxOutputLength: LARGEST_IMAGE });
  } catch {
    throw new BakingError("content");
  }
}

/** tEXt is Latin-1 by its specification, but whoever moves an iTXt there leaves its UTF-8 as it is. */
function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return Buffer.from(bytes).toString("latin1");
  }
}
