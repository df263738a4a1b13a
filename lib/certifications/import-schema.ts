import * as z from "zod";
import { certificationStatuses } from "@/lib/certifications/rules";
import { isStorable } from "@/lib/validation";

/**
 * One certificate of an older system, its person and kind already found, its times as instants (a day without a
 * time is the first moment of that day in the organisation).
 */
export const importedCertification = z.strictObject({
  /** Line of the file, from 1. */
  line: z.int().min(1),
  userId: z.uuid(),
  /** Code of the certification type. */
  type: z.string().trim().min(1).max(80).refine(isStorable, "certifications.text"),
  certificateNumber: z
    .string()
    .trim()
    .regex(/^[A-Z][A-Z0-9]{1,9}-\d{4}-\d{5,10}$/, "certifications.numberFormat"),
  status: z.enum(certificationStatuses).default("active"),
  issuedAt: z.date(),
  expiresAt: z.date().nullable().default(null),
  revokedAt: z.date().nullable().default(null),
  revocationReason: z
    .string()
    .trim()
    .min(1)
    .max(2000)
    .refine(isStorable, "certifications.text")
    .nullable()
    .default(null),
});
export type ImportedCertification = z.output<typeof importedCertification>;
