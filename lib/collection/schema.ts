import * as z from "zod";
import { LARGEST_FILE } from "@/lib/collection/rules";

/** What the form asks for. */
export const badgeFileForm = z.object({
  file: z.file().max(LARGEST_FILE, "collection.largeFile"),
});

/** The same as it is sent: the bytes in base64. */
export const badgeFile = z.strictObject({
  content: z
    .string()
    .min(1)
    .max(Math.ceil(LARGEST_FILE / 3) * 4)
    .regex(/^[A-Za-z0-9+/]+={0,2}$/),
});
export type BadgeFile = z.output<typeof badgeFile>;

export const externalBadgeId = z.strictObject({ id: z.uuid() });
export const shownExternalBadge = z.strictObject({ id: z.uuid(), isVisible: z.boolean() });
