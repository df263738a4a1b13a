import { bakePng } from "@/lib/baking/png";
import type { BakedContent } from "@/lib/baking/rules";
import { bakeSvg } from "@/lib/baking/svg";
import { addresses } from "@/lib/open-badges/addresses";
import { type Picture, pictureOf, pngOf, svgOf } from "@/lib/open-badges/picture";
import { publicAchievement, publishedCredential } from "@/lib/open-badges/public-queries";

/** Which file: a PNG or an SVG, with the address of the 2.0 assertion or the whole signed 3.0 credential in it. */
export type BakedFile = Readonly<{ image: "png" | "svg"; format: "ob2" | "ob3" }>;

const VERSION_ID = /\/ob\/v[23]\/achievements\/([0-9a-f-]{36})$/;

/** The version that a published document is of, by the id in it. */
function versionIn(body: string, format: BakedFile["format"]): string {
  const document = JSON.parse(body);
  const id = format === "ob2" ? document.badge : document.credentialSubject.achievement.id;
  const version = VERSION_ID.exec(id)?.[1];
  if (!version) throw new Error(`no version in ${id}`);
  return version;
}

/** The picture of a version before anything is baked into it; null for one that is not published. */
export type Draw = (versionId: string, image: BakedFile["image"]) => Promise<Uint8Array | string | null>;

export const draw: Draw = async (versionId, image) => {
  const facts = await publicAchievement(versionId);
  if (!facts) return null;
  const picture = await pictureOf(facts);
  return image === "png" ? pngOf(picture) : svgOf(picture);
};

/** `drawn` is for who makes many files and draws each picture once. */
export async function bake(
  publicHash: string,
  body: string,
  { image, format }: BakedFile,
  drawn: Draw = draw,
): Promise<Picture | null> {
  const picture = await drawn(versionIn(body, format), image);
  if (picture === null) return null;
  const content: BakedContent =
    format === "ob2" ? { format, assertion: addresses.assertion(publicHash) } : { format, credential: body };
  if (typeof picture === "string")
    return { contentType: "image/svg+xml", content: new TextEncoder().encode(bakeSvg(picture, content)) };
  return { contentType: "image/png", content: new Uint8Array(bakePng(picture, content)) };
}

/** An award as a file that proves itself wherever it goes; null for one that is not published or was revoked. */
export async function bakedImage(publicHash: string, file: BakedFile): Promise<Picture | null> {
  const published = await publishedCredential({ kind: "award", key: publicHash, form: file.format });
  return published?.state === "valid" ? bake(publicHash, published.body, file) : null;
}
