import * as z from "zod";
import { certificationStatuses } from "@/lib/certifications/rules";
import { LONGEST_NAME } from "@/lib/certifications/verify-rules";
import { isStorable } from "@/lib/validation";

const day = z.iso.date();
const status = z.enum(certificationStatuses);

/** What may be sent beside the number, to read the whole record. */
export const verificationInput = z.strictObject({
  code: z
    .string()
    .min(1)
    .max(100)
    .refine(isStorable, "field.characters")
    .optional()
    .meta({ description: "As the QR holds it." }),
  name: z
    .string()
    .min(1)
    .max(LONGEST_NAME)
    .refine(isStorable, "field.characters")
    .optional()
    .meta({ description: "The holder's name, in any order, case and spelling of marks." }),
});

/** What anybody is answered who asks for JSON. */
export const verificationResource = z
  .strictObject({
    number: z.string().meta({ example: "NHF-2026-00312" }),
    valid: z.boolean().meta({ description: "Whether the certificate may be relied on now." }),
    status: status.meta({
      description: "As it stands at `checked_at`. Valid are `active` and `expiring_soon`.",
    }),
    type: z.string().meta({ description: "The name of the type." }),
    organization: z.string(),
    issued_on: day,
    expires_on: day
      .nullable()
      .meta({ description: "The last day on which it is or was valid; null: no end." }),
    revoked_on: day.nullable(),
    superseded_by: z
      .strictObject({
        status: status.meta({ description: "What the newest one in its place is worth now." }),
        number: z.string().nullable().meta({ description: "With code or name only." }),
      })
      .nullable(),
    proof: z.enum(["none", "code", "name", "wrong_code", "wrong_name"]).meta({
      description: "What was sent beside the number, and whether it opened the record.",
    }),
    holder: z
      .strictObject({ name: z.string().nullable().meta({ description: "Null: erased." }) })
      .nullable()
      .meta({ description: "With code or name only." }),
    description: z.string().nullable().meta({ description: "Of the type; with code or name only." }),
    checked_at: z.iso.datetime(),
  })
  .meta({ id: "Verification" });
export type Verification = z.output<typeof verificationResource>;
