import * as z from "zod";
import { categories } from "@/lib/achievements/definition-keys";
import { profileParts } from "@/lib/badge-page/profile-rules";
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

/** The address of one's public profile, which is the installation's: small letters, digits and hyphens between them. */
export const profileAddress = z.strictObject({
  slug: z
    .string()
    .trim()
    .toLowerCase()
    .min(3)
    .max(60)
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "badgePage.slugLetters"),
  certificates: z.boolean().default(false),
});
export type ProfileAddress = z.output<typeof profileAddress>;

/** A link to one's whole profile: what it shows, and for how many days it does. */
export const newProfileShare = z.strictObject({
  parts: z
    .array(z.enum(profileParts))
    .min(1, "badgePage.nothingToShow")
    .max(20)
    .refine((parts) => parts.some((part) => part !== "name"), "badgePage.nothingToShow"),
  days: z.enum(shareDays),
});
export type NewProfileShare = z.output<typeof newProfileShare>;

/** What the address of a public profile may say: of which category all is shown, and from where. Anything else counts as not said. */
export const profilePage = z.object({
  category: z.enum(categories).optional().catch(undefined),
  after: z.string().max(1_000).optional().catch(undefined),
});
export type ProfilePageFilter = z.output<typeof profilePage>;
