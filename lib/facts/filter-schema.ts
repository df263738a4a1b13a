import * as z from "zod";
import { LIMITS, REFERRAL_STATUSES, REGISTRATION_STATUSES } from "@/lib/facts/rules";
import { isOfOurTimes, isStorable } from "@/lib/validation";

const text = (longest: number) =>
  z.string().trim().min(1).max(longest).refine(isStorable).optional().catch(undefined);

const NORWEGIAN = /^(\d{1,2})\. ?(\d{1,2})\. ?(\d{4})$/;

/** A day as an address or a person writes it: 2026-11-20, 20.11.2026. Comes out as `yyyy-mm-dd`. */
const day = z
  .string()
  .trim()
  .transform((typed) =>
    typed.replace(
      NORWEGIAN,
      (_, d: string, m: string, y: string) => `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`,
    ),
  )
  .pipe(z.iso.date().refine(isOfOurTimes))
  .optional()
  .catch(undefined);

const cursor = z.string().max(1_000).optional().catch(undefined);
const page = { q: text(200), after: cursor, before: cursor };
/** Those that stand, unless voided ones are asked for, alone or as well. */
const shown = z.enum(["voided", "all"]).optional().catch(undefined);

const sort = z.enum(["when", "-when"]).optional().catch(undefined);

/** What the address of a list may say; whatever does not fit counts as not said. */
export const activityFilter = z.object({ ...page, kind: text(LIMITS.kind), from: day, to: day, shown, sort });
export type ActivityFilter = z.output<typeof activityFilter>;

export const referralFilter = z.object({
  ...page,
  status: z.enum(REFERRAL_STATUSES).optional().catch(undefined),
  from: day,
  to: day,
  shown,
  sort,
});
export type ReferralFilter = z.output<typeof referralFilter>;

export const courseFilter = z.object({
  ...page,
  sort: z.enum(["title", "-title"]).optional().catch(undefined),
});
export type CourseFilter = z.output<typeof courseFilter>;

export const registrationFilter = z.object({
  ...page,
  status: z.enum(REGISTRATION_STATUSES).optional().catch(undefined),
  shown,
});
export type RegistrationFilter = z.output<typeof registrationFilter>;
