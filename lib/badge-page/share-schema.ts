import * as z from "zod";
import { shareDays, shareFields } from "@/lib/badge-page/rules";

/** A link to one's own badge: what it shows, and for how many days it does. */
export const newShare = z.strictObject({
  badgeId: z.uuid(),
  fields: z.array(z.enum(shareFields)).max(20).default([]),
  days: z.enum(shareDays),
});
export type NewShare = z.output<typeof newShare>;

export const shareId = z.strictObject({ id: z.uuid() });

/** Whether a badge is shown at all where its holder's profile is. */
export const badgeVisibility = z.strictObject({ id: z.uuid(), isVisible: z.boolean() });

export const profileVisibilities = ["private", "organization", "public"] as const;
/** Who sees one's profile and badges. */
export const profileVisibility = z.strictObject({ visibility: z.enum(profileVisibilities) });
