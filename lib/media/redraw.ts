import sharp, { type Sharp } from "sharp";
import { AppError, msg } from "@/lib/errors";
import { edgeColour } from "@/lib/media/edge-colour";
import { sanitiseSvg } from "@/lib/media/sanitise-svg";
import { MAX_PICTURE_BYTES, PICTURE_SIZE, type PictureType } from "@/lib/media/schema";

/** A picture as it is kept: bytes that we wrote, whatever was sent. */
export type Redrawn = Readonly<{
  contentType: PictureType;
  content: Buffer;
  width: number;
  height: number;
  edgeColour: string | null;
}>;

/** A picture may unpack to this many pixels; a bomb of a few kilobytes would unpack to billions. */
const MOST_PIXELS = 4096 * 4096;
/** Small enough to be kept with the row, in bytes. */
const KEPT_BYTES = 512 * 1024;
/** The longer side of what colours are counted on, in pixels. */
const SAMPLE = 96;

const PNG_BEGINS = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * Draws a PNG or SVG anew and forgets the rest: metadata, comments, colour profiles, scripts, what trails the picture.
 * What it is is read from the bytes, not from what the sender calls it. Throws `invalid`: neither of the two, broken,
 * larger than 2 MB or 16 million pixels, or too intricate to be kept.
 */
export async function redraw(sent: Buffer): Promise<Redrawn> {
  if (sent.length > MAX_PICTURE_BYTES) throw tooLarge();
  return sent.subarray(0, 8).equals(PNG_BEGINS) ? redrawPng(sent) : redrawSvg(sent);
}

export const tooLarge = () =>
  new AppError("invalid", msg("media.tooLarge", { megabytes: MAX_PICTURE_BYTES / (1024 * 1024) }));

const inside = (pixels: number) =>
  ({ width: pixels, height: pixels, fit: "inside", withoutEnlargement: true }) as const;

async function redrawPng(sent: Buffer): Promise<Redrawn> {
  const picture = () => sharp(sent, { limitInputPixels: MOST_PIXELS, failOn: "error" });
  const { data, info } = await drawn(picture().resize(inside(PICTURE_SIZE)).png({ compressionLevel: 9 }));
  return kept("image/png", data, info, picture());
}

async function redrawSvg(sent: Buffer): Promise<Redrawn> {
  const text = new TextDecoder("utf-8").decode(sent);
  const content = Buffer.from(await sanitiseSvg(text));
  const picture = () => sharp(content, { limitInputPixels: MOST_PIXELS, failOn: "error" });
  const { info } = await drawn(
    picture().resize({ width: PICTURE_SIZE, height: PICTURE_SIZE, fit: "inside" }).png(),
  );
  return kept("image/svg+xml", content, info, picture());
}

/** What cannot be drawn is no picture; why is the library's business. */
async function drawn(picture: Sharp): Promise<{ data: Buffer; info: { width: number; height: number } }> {
  try {
    return await picture.timeout({ seconds: 10 }).toBuffer({ resolveWithObject: true });
  } catch {
    throw new AppError("invalid", msg("media.notPicture"));
  }
}

async function kept(
  contentType: PictureType,
  content: Buffer,
  { width, height }: { width: number; height: number },
  picture: Sharp,
): Promise<Redrawn> {
  if (content.length > KEPT_BYTES) throw new AppError("invalid", msg("media.tooIntricate"));
  const { data, info } = await picture
    .resize(inside(SAMPLE))
    .ensureAlpha()
    .toColourspace("srgb")
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { contentType, content, width, height, edgeColour: edgeColour(data, info.width, info.height) };
}
