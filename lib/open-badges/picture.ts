import sharp from "sharp";
import { isOwnPicture } from "@/lib/achievements/icon-keys";
import { findPicture } from "@/lib/media/picture-queries";
import type { AchievementFacts } from "@/lib/open-badges/achievement-documents";
import { medallionSvg } from "@/lib/open-badges/medallion-svg";

export type Picture = Readonly<{
  contentType: "image/png" | "image/svg+xml";
  content: Uint8Array<ArrayBuffer>;
}>;

type Pictured = Pick<AchievementFacts, "look" | "name">;

const SIDE = 512;

/** The address of a picture that somebody else keeps, which we never fetch; null for our own and for drawn ones. */
export const foreignPicture = ({ look }: Pictured): string | null =>
  look.icon?.startsWith("https://") ? look.icon : null;

const medallion = ({ look, name }: Pictured): Picture => {
  const content = new TextEncoder().encode(medallionSvg({ ...look, name }));
  return { contentType: "image/svg+xml", content };
};

/** What a badge looks like: the organisation's own picture, or the drawn medallion, which also stands for a foreign one. */
export async function pictureOf(facts: Pictured): Promise<Picture> {
  const { icon } = facts.look;
  if (!icon || !isOwnPicture(icon)) return medallion(facts);
  const found = await findPicture(icon.slice("/media/".length));
  if (!found) return medallion(facts);
  const contentType = found.contentType === "image/png" ? "image/png" : "image/svg+xml";
  return { contentType, content: new Uint8Array(found.content) };
}

/** The same as a PNG, its longer side 512 pixels. */
export async function pngOf({ content }: Picture): Promise<Uint8Array> {
  return sharp(content, { density: 300 })
    .resize({ width: SIDE, height: SIDE, fit: "inside" })
    .png()
    .timeout({ seconds: 10 })
    .toBuffer();
}

/** The same as an SVG; a PNG is laid into one. */
export async function svgOf({ contentType, content }: Picture): Promise<string> {
  if (contentType === "image/svg+xml") return new TextDecoder().decode(content);
  const { width = SIDE, height = SIDE } = await sharp(content).metadata();
  const data = Buffer.from(content).toString("base64");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><image width="${width}" height="${height}" href="data:image/png;base64,${data}"/></svg>`;
}
