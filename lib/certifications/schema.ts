import * as z from "zod";
import { certificationStatuses } from "@/lib/certifications/rules";
import { isOfOurTimes, isOneLine, isStorable } from "@/lib/validation";

export const text = (maximum: number) =>
  z.string().trim().max(maximum).refine(isStorable, "certifications.text");
/** Why something was done, as the holder or an auditor will read it. */
export const reason = text(2000).min(1);

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

const cursor = z.string().max(200);

/** A day as Norwegians write it, 20.11.2026, or as computers do. */
const day = z.preprocess((text) => {
  const [, d = "", m = "", y] = /^(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})$/.exec(String(text).trim()) ?? [];
  return y ? `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}` : text;
}, z.iso.date().refine(isOfOurTimes));

/** What the address of the list may say; whatever does not fit is left out and not an error. */
export const certificationFilters = z.object({
  q: text(200).optional().catch(undefined),
  status: z.enum(certificationStatuses).optional().catch(undefined),
  type: z.uuid().optional().catch(undefined),
  /** First and last day of expiry, in the organisation's calendar. */
  from: day.optional().catch(undefined),
  to: day.optional().catch(undefined),
  after: cursor.optional().catch(undefined),
  before: cursor.optional().catch(undefined),
});
export type CertificationFilters = z.output<typeof certificationFilters>;
