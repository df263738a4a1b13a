import * as z from "zod";
import { certificationStatuses } from "@/lib/certifications/rules";
import { reason, text } from "@/lib/certifications/schema";
import { isOfOurTimes } from "@/lib/validation";

/** A day of the organisation's calendar. */
const day = z.iso.date().refine(isOfOurTimes, "field.ourTimes");

export const renewalInput = z.strictObject({
  id: z.uuid(),
  /** Of the new certificate, for the administration only. */
  notes: text(5000).optional(),
  /** Made once by whoever asks, and sent again with a retry: the same key never renews twice. */
  idempotencyKey: text(200).min(8),
});
export type RenewalInput = z.input<typeof renewalInput>;
export type Renewal = z.output<typeof renewalInput>;

const dates = {
  issuedOn: day,
  /** The certificate is valid through this day; left out, it has no end. */
  expiresOn: day.optional(),
  reason,
  /** The dates that were seen: two who correct at once notice each other. */
  seenIssuedAt: z.iso.datetime(),
  seenExpiresAt: z.iso.datetime().optional(),
};

export const correctionInput = z.strictObject({ id: z.uuid(), ...dates });
export type CorrectionInput = z.input<typeof correctionInput>;
export type Correction = z.output<typeof correctionInput>;

/** Where an override can take a certificate. Whether a valid one expires soon is for its dates to say. */
export const overrideStates = ["valid", "expired", "revoked", "superseded"] as const;

export const overrideInput = z.strictObject({
  id: z.uuid(),
  state: z.enum(overrideStates),
  ...dates,
  seenStatus: z.enum(certificationStatuses),
  /** The certificate's number, typed once more: this is the one that is meant. */
  confirmation: text(40).min(1),
});
export type OverrideInput = z.input<typeof overrideInput>;
export type Override = z.output<typeof overrideInput>;
