import * as z from "zod";
import { isOneLine, isStorable } from "@/lib/validation";

const isTimeZone = (name: string): boolean => {
  try {
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat("en", { timeZone: name }) !== null;
  } catch {
    return false;
  }
};

const line = (longest: number) =>
  z.string().trim().min(1).max(longest).refine(isOneLine, "organizations.oneLine");

const name = line(200);
export const certificatePrefix = z
  .string()
  .trim()
  .regex(/^[A-Z][A-Z0-9]{1,9}$/, "organizations.prefixFormat");
export const slug = z
  .string()
  .trim()
  .min(2)
  .max(40)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, "organizations.slugFormat");
const timeZone = z.string().trim().max(60).refine(isTimeZone, "organizations.timeZoneUnknown");
const locale = z.enum(["nb", "nn", "en"]);
const email = z
  .string()
  .trim()
  .max(254)
  .pipe(z.email())
  .transform((text) => text.toLowerCase());
const webAddress = z
  .string()
  .trim()
  .max(2_000)
  .refine(isStorable, "field.characters")
  .pipe(z.url({ protocol: /^https?$/, hostname: z.regexes.domain }));

/** Seed: data-model.md "Tenancy". The first administrator is invited by e-mail. */
export const newOrganization = z.strictObject({
  name,
  slug,
  certificatePrefix,
  timeZone: timeZone.default("Europe/Oslo"),
  locale: locale.default("nb"),
  adminEmail: email.optional(),
});
export type NewOrganization = z.output<typeof newOrganization>;

export const organizationSettings = z.strictObject({
  name,
  certificatePrefix,
  timeZone,
  locale,
  expiryWarningDays: z.int().min(1).max(365),
  issuerUrl: webAddress.optional(),
  issuerEmail: email.optional(),
  issuerDescription: z.string().trim().max(2_000).refine(isStorable, "field.characters").optional(),
  issuerImageUrl: webAddress.optional(),
  /** Peer mentors may nominate each other for badges; coordinators always may. */
  peersMayNominate: z.boolean().default(false),
});
export type OrganizationSettings = z.output<typeof organizationSettings>;

export const moduleNames = [
  "achievements_gamification",
  "recognition_tiers",
  "certifications",
  "open_badges",
] as const;

export const moduleToggle = z.strictObject({ module: z.enum(moduleNames), isEnabled: z.boolean() });
export const pauseInput = z.strictObject({ reason: line(500) });
export const nothingMore = z.strictObject({});
/** Opens or closes an organisation; for the global administration. */
export const organizationActive = z.strictObject({ id: z.uuid(), isActive: z.boolean() });
