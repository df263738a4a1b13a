import * as z from "zod";
import { LIMITS, REFERRAL_STATUSES, REGISTRATION_STATUSES, UNDONE_REASON } from "@/lib/facts/rules";
import { isOneLine, isStorable } from "@/lib/validation";

const line = (longest: number) => z.string().trim().min(1).max(longest).refine(isOneLine, "facts.oneLine");

const FIRST_DAY = "1900-01-01";
/** A day of the calendar; that it is not in the future only the service knows, by the organisation's clock. */
const day = z.iso.date().refine((text) => text >= FIRST_DAY, "facts.dayTooEarly");

const TIME = /^([01]?\d|2[0-3])[:.]?([0-5]\d)$/;
/** 14:05, and as people write it too: 14.05, 1405, 9:30. Comes out as `hh:mm`. */
const time = z
  .string()
  .trim()
  .regex(TIME, "facts.notATime")
  .transform((text) =>
    text.replace(TIME, (_, hour: string, minute: string) => `${hour.padStart(2, "0")}:${minute}`),
  );

const upTo = (largest: number) => z.int().min(0).max(largest).optional();

/** Made once when the form is opened and sent again with a retry: the same key never records a second fact. */
const idempotencyKey = z.uuid();

/** Which fact, and the state of it that was seen: a correction of anything newer is a conflict. */
const seen = { id: z.uuid(), version: z.iso.datetime() };

const moment = { occurredOn: day, time: time.optional() };

const activity = {
  userId: z.uuid(),
  kind: line(LIMITS.kind),
  ...moment,
  minutes: upTo(LIMITS.minutes),
  participants: upTo(LIMITS.participants),
};
export const activityInput = z.strictObject({ ...activity, idempotencyKey });
export const activityCorrection = z.strictObject({ ...activity, ...seen });

const referral = { userId: z.uuid(), ...moment, status: z.enum(REFERRAL_STATUSES) };
export const referralInput = z.strictObject({ ...referral, idempotencyKey });
export const referralCorrection = z.strictObject({ ...referral, ...seen });

export const courseInput = z.strictObject({ code: line(LIMITS.code), title: line(LIMITS.title) });
/** The code is what achievements and imports refer to, so it stays. */
export const courseCorrection = z.strictObject({ title: line(LIMITS.title), isActive: z.boolean(), ...seen });

const registration = {
  userId: z.uuid(),
  status: z.enum(REGISTRATION_STATUSES),
  registeredOn: day.optional(),
  completedOn: day.optional(),
  grade: line(LIMITS.grade).optional(),
};
type Dates = Readonly<{
  status: string;
  registeredOn?: string | undefined;
  completedOn?: string | undefined;
}>;

/** course_registrations_completed_has_date and course_registrations_dates: what is wrong with the dates, or null. */
export function wrongDates({ status, registeredOn, completedOn }: Dates): string | null {
  if (status === "completed" && !completedOn) return "facts.completedNeedsDay";
  if (status !== "completed" && completedOn) return "facts.dayNeedsCompleted";
  if (registeredOn && completedOn && completedOn < registeredOn) return "facts.completedBeforeRegistered";
  return null;
}

function checkDates(context: z.core.ParsePayload<Dates>): void {
  const message = wrongDates(context.value);
  if (!message) return;
  context.issues.push({ code: "custom", message, path: ["completedOn"], input: context.value.completedOn });
}

export const registrationInput = z.strictObject({ courseId: z.uuid(), ...registration }).check(checkDates);
export const registrationCorrection = z.strictObject({ ...registration, ...seen }).check(checkDates);

/** Why a fact is voided: words of a person, which are not the mark that undoing an import leaves. */
export const voidInput = z.strictObject({
  id: z.uuid(),
  reason: z
    .string()
    .trim()
    .min(1)
    .max(LIMITS.reason)
    .refine((text) => isStorable(text) && text !== UNDONE_REASON, "facts.reasonInWords"),
});

export const factId = z.strictObject({ id: z.uuid() });

export type ActivityInput = z.input<typeof activityInput>;
export type ActivityCorrection = z.input<typeof activityCorrection>;
export type ReferralInput = z.input<typeof referralInput>;
export type ReferralCorrection = z.input<typeof referralCorrection>;
export type CourseInput = z.input<typeof courseInput>;
export type CourseCorrection = z.input<typeof courseCorrection>;
export type RegistrationInput = z.input<typeof registrationInput>;
export type RegistrationCorrection = z.input<typeof registrationCorrection>;
export type VoidInput = z.input<typeof voidInput>;
