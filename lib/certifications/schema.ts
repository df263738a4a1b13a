import * as z from "zod";
import { scopesIn } from "@/lib/certifications/rules";
import { isOfOurTimes, isOneLine, isStorable } from "@/lib/validation";

export const text = (maximum: number) =>
  z.string().trim().max(maximum).refine(isStorable, "certifications.text");
/** Why something was done, as the holder or an auditor will read it. */
export const reason = text(2000).min(1);

/** What a certificate opens in other systems, e.g. `courses:lead` (certification_types_access_scopes). */
const accessScope = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]([a-z0-9:._-]*[a-z0-9])?$/, "issuing.scopeFormat");
const accessScopes = z
  .array(accessScope)
  .max(20)
  .refine((scopes) => new Set(scopes).size === scopes.length, "issuing.scopeTwice");

export const certificationTypeInput = z.strictObject({
  /** Machine-readable name, e.g. `adelsmerke` (certification_types_code_format). */
  code: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .regex(/^[a-z0-9]+([_-][a-z0-9]+)*$/, "certifications.codeFormat"),
  name: z.string().trim().min(1).max(200).refine(isOneLine, "certifications.oneLine"),
  description: text(5000).default(""),
  /** Months a certificate is valid; left out, it is valid for life. */
  validityMonths: z.int().min(1).max(1200).optional(),
  /** Days before the expiry in which it counts as expiring soon; left out, the organisation's. */
  warningDays: z.int().min(1).max(365).optional(),
  /** Whoever completes this course gets a certificate by itself, from the day this is switched on. */
  autoIssueCourseId: z.uuid().optional(),
  /** A list, or one as people write it, with commas or spaces between. */
  accessScopes: z
    .union([z.string().max(2000).transform(scopesIn).pipe(accessScopes), accessScopes])
    .default([]),
});
export type CertificationTypeInput = z.input<typeof certificationTypeInput>;
export type CertificationTypeDefinition = z.output<typeof certificationTypeInput>;

export const certificationTypeUpdate = certificationTypeInput.extend({ id: z.uuid() });
export const certificationTypeId = z.strictObject({ id: z.uuid() });

export const issueInput = z.strictObject({
  userId: z.uuid(),
  certificationTypeId: z.uuid(),
  /** A day of the organisation's calendar, today when left out; not in the future. */
  issuedOn: z.iso.date().refine(isOfOurTimes, "field.ourTimes").optional(),
  /** For the administration only; the holder never sees them. */
  notes: text(5000).optional(),
  /** Made once by whoever asks, and sent again with a retry: the same key never gives a second certificate. */
  idempotencyKey: text(200).min(8),
});
export type IssueInput = z.input<typeof issueInput>;
export type Issue = z.output<typeof issueInput>;

export const certificationId = z.strictObject({ id: z.uuid() });
export const revocationInput = z.strictObject({ id: z.uuid(), reason });
export type Revocation = z.output<typeof revocationInput>;
