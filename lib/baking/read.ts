import { readBakedPng } from "@/lib/baking/png";
import { isPng } from "@/lib/baking/png-chunks";
import { type BakedContent, BakingError, LARGEST_IMAGE } from "@/lib/baking/rules";
import { readBakedSvg } from "@/lib/baking/svg";

/** Whether somebody would take these bytes for a picture: a PNG, or XML. */
export const looksLikeImage = (bytes: Uint8Array): boolean => isPng(bytes) || beginsAsXml(bytes);

/** After a byte order mark and white space, if any. */
const beginsAsXml = (bytes: Uint8Array) =>
  /^\uFEFF?\s*</.test(Buffer.from(bytes.subarray(0, 200)).toString("utf8"));

/**
 * Everything that is baked into a picture, in its order; none: it is a picture and no badge. What it is, its bytes say.
 * More than one of a format is more than the specifications allow, and which of them counts is not decided here. Throws
 * `BakingError`: no PNG or SVG, a broken one, or more than 5 MB.
 */
export function readBaked(bytes: Uint8Array): BakedContent[] {
  if (bytes.length > LARGEST_IMAGE) throw new BakingError("too_large");
  if (isPng(bytes)) return readBakedPng(bytes);
  if (!beginsAsXml(bytes)) throw new BakingError("not_image");
  return readBakedSvg(utf8(bytes));
}

function utf8(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new BakingError("malformed");
  }
}
