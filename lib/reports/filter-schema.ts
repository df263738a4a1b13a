import * as z from "zod";
import { isListedPeriod } from "@/lib/dashboard/period-rules";

const period = z.string().refine(isListedPeriod).catch("this-year");
const group = z.uuid().optional().catch(undefined);
const cursor = z.string().max(800).optional().catch(undefined);
const pages = { after: cursor, before: cursor };
const format = z.enum(["csv", "xlsx"]).catch("csv");

export const recognitionKinds = ["badge", "certificate", "tier"] as const;
export type RecognitionKind = (typeof recognitionKinds)[number];

/** What the addresses of the reports may say; whatever does not fit is left out, and a period that is none is this year. */
export const recognitionFilter = z.object({
  period,
  group,
  kind: z.enum(recognitionKinds).optional().catch(undefined),
  ...pages,
});
export type RecognitionFilter = z.output<typeof recognitionFilter>;
export const recognitionFile = recognitionFilter.extend({ format });

/** To be paid, paid, or taken back; without it all of them. */
export const paymentStates = ["open", "paid", "revoked"] as const;
export type PaymentState = (typeof paymentStates)[number];

export const paymentFilter = z.object({
  period,
  group,
  state: z.enum(paymentStates).optional().catch(undefined),
  ...pages,
});
export type PaymentFilter = z.output<typeof paymentFilter>;
/** `ledger` is each payment, `payees` the totals of each person. */
export const paymentFile = paymentFilter.extend({
  format,
  what: z.enum(["ledger", "payees"]).catch("ledger"),
});

export const ceremonyFilter = z.object({
  period,
  group,
  /** Without a choice all of them. */
  what: z
    .union([z.array(z.enum(recognitionKinds)).min(1), z.enum(recognitionKinds).transform((kind) => [kind])])
    .optional()
    .catch(undefined),
  presented: z.enum(["yes"]).optional().catch(undefined),
  /** Group by group, each called up by itself. */
  by: z.enum(["group"]).optional().catch(undefined),
});
export type CeremonyFilter = z.output<typeof ceremonyFilter>;
export const ceremonyFile = ceremonyFilter.extend({ format });

/** As many as one may mark at once among those that are seen. */
const MOST_MARKED = 500;
/** Awards, by their ids. */
export const awardIds = z.strictObject({ ids: z.array(z.uuid()).min(1).max(MOST_MARKED) });

/** As many payments as are marked at one go; more are marked group by group, or month by month. */
export const MOST_PAID_AT_ONCE = 10_000;
/** All that are to be paid in a period, and in a group, and how many those were when they were seen. */
export const wholePayroll = z.strictObject({
  period: z.string().refine(isListedPeriod),
  group: z.uuid().optional(),
  count: z.int().min(1).max(MOST_PAID_AT_ONCE),
});
