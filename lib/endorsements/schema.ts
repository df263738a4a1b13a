import * as z from "zod";
import { isOneLine, isStorable } from "@/lib/validation";

const text = (longest: number) =>
  z
    .string()
    .trim()
    .transform((value) => value.replaceAll("\r\n", "\n"))
    .pipe(z.string().min(1).max(longest))
    .refine(isStorable, "field.characters");
/** An empty field of a form is one that was not filled in. */
const optional = <S extends z.ZodType<string, string>>(schema: S) =>
  z.union([z.literal("").transform(() => undefined), schema]).optional();

/** Asks somebody by mail to endorse an achievement or, without one, the organisation as an issuer. */
export const endorsementInvitation = z.strictObject({
  achievementId: z.uuid().optional(),
  email: z
    .string()
    .trim()
    .max(254)
    .pipe(z.email())
    .transform((value) => value.toLowerCase()),
  request: optional(text(1000)),
});
export type EndorsementInvitation = z.output<typeof endorsementInvitation>;

export const endorsementId = z.strictObject({ id: z.uuid() });

const draftText = (longest: number) =>
  z
    .string()
    .transform((typed) => [...typed.toWellFormed().replaceAll("\u0000", "")].slice(0, longest).join(""));

/** What was typed, good or not, so far as it can be kept: a little more than would be taken. */
export const endorsementDraft = z.object({
  name: draftText(400),
  url: draftText(2500),
  comment: draftText(4000),
});
export type EndorsementDraft = z.output<typeof endorsementDraft>;

/** What the endorser says (seed 003: issuer_name, issuer_url, claim_comment); `version` is what they had read. */
export const givenEndorsement = z.strictObject({
  version: z.uuid().nullable(),
  name: text(200).refine(isOneLine, "field.characters"),
  url: optional(
    z
      .string()
      .trim()
      .max(2000)
      .pipe(z.url({ protocol: /^https?$/, hostname: z.regexes.domain })),
  ),
  comment: text(2000),
});
export type GivenEndorsement = z.output<typeof givenEndorsement>;
