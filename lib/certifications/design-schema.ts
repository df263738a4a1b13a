import * as z from "zod";
import { unknownPlaceholder } from "@/lib/certifications/design-rules";
import { isOneLine, isStorable } from "@/lib/validation";

export const orientations = ["landscape", "portrait"] as const;
export const designLanguages = ["nb", "nn", "en"] as const;
export const MOST_SIGNATURES = 3;

/** Text with placeholders, all of them known; an unknown one is named. */
const withPlaceholders = (maximum: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maximum)
    .refine(isStorable, "documents.text")
    .superRefine((text, context) => {
      const name = unknownPlaceholder(text);
      if (name === null) return;
      const values = { name: `{${name.slice(0, 60)}}` };
      const message = "documents.unknownPlaceholder";
      context.addIssue({ code: "custom", message, params: { values } });
    });

const oneLine = (maximum: number) => z.string().trim().max(maximum).refine(isOneLine, "documents.oneLine");
/** A picture the organisation has (certification_types_design_pictures); none where it is left out. */
const picture = z.uuid().optional();

/** How the certificates of a type look: kept in `certification_types.template`, whose CHECKs know the same limits. */
export const certificateDesign = z.strictObject({
  title: withPlaceholders(150).refine(isOneLine, "documents.oneLine"),
  /** A paragraph to a line. */
  body: withPlaceholders(1500),
  signatures: z
    .array(z.strictObject({ name: oneLine(120).min(1), role: oneLine(120).default(""), picture }))
    .max(MOST_SIGNATURES)
    .default([]),
  logo: picture,
  /** `#rrggbb`; where it is too light for paper, documents use the nearest that can be read. */
  accent: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, "documents.colour"),
  orientation: z.enum(orientations).default("landscape"),
  language: z.enum(designLanguages),
});
export type CertificateDesignInput = z.input<typeof certificateDesign>;
export type CertificateDesign = z.output<typeof certificateDesign>;

export const certificateDesignUpdate = certificateDesign.extend({ id: z.uuid() });

export const certificateFormats = ["certificate", "card"] as const;
export type CertificateFormat = (typeof certificateFormats)[number];

/** What the address of one certificate's PDF may say. */
export const certificatePdfQuery = z.object({
  format: z.enum(certificateFormats).catch("certificate"),
  /** Saved instead of opened. */
  download: z.literal("1").optional().catch(undefined),
});

/** What a request for many may say, beside the filters of the list. */
export const manyPdfQuery = z.object({
  format: z.enum(certificateFormats).default("certificate"),
  as: z.enum(["pdf", "zip"]).default("pdf"),
  ids: z.array(z.uuid()).max(10_000).optional(),
});

/** A design that is only to be looked at, as a form sends it. */
export const previewOrder = z.strictObject({
  design: certificateDesign,
  longName: z.boolean().default(false),
  as: z.enum(["pdf", "svg"]).default("svg"),
});
