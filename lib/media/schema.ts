import * as z from "zod";
import { isStorable } from "@/lib/validation";

/** What may be sent as a picture, in bytes: what is drawn from it is far smaller. */
export const MAX_PICTURE_BYTES = 2 * 1024 * 1024;
/** The longer side of a picture that is kept, in pixels. */
export const PICTURE_SIZE = 512;

export const pictureTypes = ["image/png", "image/svg+xml"] as const;
export type PictureType = (typeof pictureTypes)[number];

/** What is said about a picture when it is sent. */
export const pictureQuery = z.strictObject({
  /** What the picture shows, for who does not see it. */
  alt: z.string().trim().min(1).max(300).refine(isStorable, "media.text"),
});

export type StoredPicture = Readonly<{
  id: string;
  /** The address it is shown under: a path of our own. */
  url: string;
  alt: string;
  width: number;
  height: number;
  /** `#rrggbb`, or null when the picture has no edge of one colour. */
  edgeColour: string | null;
}>;
