import * as z from "zod";
import { achievementTypes, digests } from "@/lib/achievements/definition-keys";
import { isOneLine, isStorable } from "@/lib/validation";

const line = (maximum: number) =>
  z.string().trim().min(1).max(maximum).refine(isOneLine, "achievements.oneLine");
const paragraphs = (maximum: number) =>
  z.string().trim().min(1).max(maximum).refine(isStorable, "achievements.text");

const webAddress = z
  .string()
  .trim()
  .max(2000)
  .regex(/^https?:\/\/\S+$/, "achievements.webAddress")
  .refine((text) => URL.canParse(text) && isOneLine(text), "achievements.webAddress");

const email = z.email().max(254).refine(isOneLine, "achievements.oneLine");

const once = <T>(keyOf: (value: T) => string) => {
  return (values: readonly T[]) => new Set(values.map(keyOf)).size === values.length;
};

export const achievementKey = z
  .string()
  .trim()
  .min(1)
  .max(80)
  .regex(/^[a-z0-9]+([_-][a-z0-9]+)*$/, "achievements.keyFormat");

/** Seed 003 badge_alignments: to what of another framework an achievement corresponds. */
export const alignment = z.strictObject({
  name: line(200),
  url: webAddress,
  description: paragraphs(2000).optional(),
  framework: line(200).optional(),
  code: line(200).optional(),
});
export type Alignment = z.output<typeof alignment>;

const MAX_TAGS = 20;
export const MAX_ALIGNMENTS = 20;

/** What is paid each time it is earned, in whole and hundredths of the currency. */
const paymentAmount = z
  .number()
  .min(0.01)
  .max(1_000_000)
  .refine(
    (amount) => Math.abs(amount * 100 - Math.round(amount * 100)) < 1e-6,
    "achievements.paymentDecimals",
  );

/** What seed 003 `badges` says of a badge beside what it takes, and what is paid for it. */
export const detailFields = {
  /** Both or neither (`paymentCurrency` is an ISO 4217 code); awards keep what the version says that they refer to. */
  paymentAmount: paymentAmount.optional(),
  paymentCurrency: z
    .string()
    .trim()
    .regex(/^[A-Z]{3}$/, "achievements.paymentCurrency")
    .optional(),
  tags: z
    .array(line(50))
    .max(MAX_TAGS)
    .refine(
      once((tag: string) => tag.toLocaleLowerCase("nb")),
      "achievements.tagTwice",
    )
    .default([]),
  /** BCP 47, e.g. `nb`: the language that name and description are written in. */
  language: z
    .string()
    .trim()
    .max(35)
    .regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, "achievements.language")
    .optional(),
  version: line(40).optional(),
  imageCaption: line(500).optional(),
  imageAuthorName: line(200).optional(),
  imageAuthorEmail: email.optional(),
  imageAuthorUrl: webAddress.optional(),
  /** In place of the organisation, where somebody else stands behind the badge. */
  issuerName: line(200).optional(),
  issuerUrl: webAddress.optional(),
  issuerContact: email.optional(),
  messageSubject: line(200).optional(),
  message: paragraphs(5000).optional(),
  /** Whether the picture with the badge in it comes with the message. */
  attachment: z.boolean().default(true),
  /** How often the one who made the achievement hears of awards. */
  notification: z.enum(digests).default("never"),
  type: z.enum(achievementTypes).default("site"),
  /** Code of the course whose registrants can earn it; there exactly when the type is `course`. */
  course: line(100).optional(),
  alignments: z.array(alignment).max(MAX_ALIGNMENTS).default([]),
  /** Keys of achievements that belong together with this one; said of one, it is said of both. */
  related: z
    .array(achievementKey)
    .max(50)
    .refine(
      once((key: string) => key),
      "achievements.relatedTwice",
    )
    .default([]),
};
