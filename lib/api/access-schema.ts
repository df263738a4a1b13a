import * as z from "zod";
import { isStorable } from "@/lib/validation";

/** Whom and what for. A scope is written as on the types of certificates that open it. */
export const accessQuery = z.strictObject({
  person: z
    .string()
    .min(1)
    .max(254)
    .refine(isStorable, "field.characters")
    .meta({ description: "The person's reference, or else e-mail address, or else id.", example: "m-1024" }),
  scope: z
    .string()
    .regex(/^[a-z0-9](?:[a-z0-9:._-]{0,78}[a-z0-9])?$/, "api.accessScope")
    .meta({
      description: "What the person wants to do, as types of certificates name it.",
      example: "courses:lead",
    }),
});
export type AccessQuery = z.output<typeof accessQuery>;

export const accessReasons = [
  "valid",
  "unknown_person",
  "unknown_scope",
  "no_certificate",
  "expired",
  "revoked",
  "superseded",
] as const;
export type AccessReason = (typeof accessReasons)[number];

const instant = z.iso.datetime();

export const accessResource = z
  .strictObject({
    allowed: z.boolean(),
    until: instant.nullable().meta({
      description: "When a certificate that is valid now ends; null: without an end, or not allowed.",
    }),
    certificate: z
      .strictObject({
        number: z.string(),
        type: z.string().meta({ description: "The code of the type." }),
        expires_at: instant.nullable(),
      })
      .nullable()
      .meta({ description: "The valid one, of several the one valid longest; null when there is none." }),
    reason: z.enum(accessReasons).meta({
      description:
        "`valid`, or why not: the person or the scope is not known, there never was a certificate, or what became of the latest one.",
    }),
    checked_at: instant,
  })
  .meta({ id: "Access" });
export type Access = z.output<typeof accessResource>;
