import * as z from "zod";
import { LIMITS, REFERRAL_STATUSES, REGISTRATION_STATUSES } from "@/lib/facts/rules";

const line = (maximum: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(maximum)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is refused
    .refine((text) => !/[\u0000-\u001f\u007f]/.test(text), "facts.oneLine");

const day = z.iso.date().refine((text) => text >= "1900-01-01" && text <= "2100-12-31", "facts.dayRange");
const time = z
  .string()
  .trim()
  .regex(/^(?:[01]\d|2[0-3])[:.][0-5]\d$/, "facts.timeFormat")
  .optional();

const person = { userId: z.uuid() };
const moment = { occurredOn: day, time };

const activity = {
  kind: line(LIMITS.kind),
  ...moment,
  minutes: z.int().min(0).max(LIMITS.minutes).optional(),
  participants: z.int().min(0).max(LIMITS.participants).optional(),
};
export const activityInput = z.strictObject({ ...person, ...activity });
export type ActivityInput = z.input<typeof activityInput>;
export const activityCorrection = z.strictObject({ id: z.uuid(), ...person, ...activity });
export type ActivityCorrection = z.input<typeof activityCorrection>;

const referral = { ...moment, status: z.enum(REFERRAL_STATUSES) };
export const referralInput = z.strictObject({ ...person, ...referral });
export type ReferralInput = z.input<typeof referralInput>;
export const referralCorrection = z.strictObject({ id: z.uuid(), ...person, ...referral });
export type ReferralCorrection = z.input<typeof referralCorrection>;

export const courseInput = z.strictObject({ code: line(LIMITS.code), title: line(LIMITS.title) });
export type CourseInput = z.input<typeof courseInput>;
/** The code is what achievements and imports refer to, so it stays. */
export const courseCorrection = z.strictObject({
  id: z.uuid(),
  title: line(LIMITS.title),
  isActive: z.boolean(),
});
export type CourseCorrection = z.input<typeof courseCorrection>;

const registration = {
  status: z.enum(REGISTRATION_STATUSES),
  registeredOn: day.optional(),
  completedOn: day.optional(),
  grade: line(LIMITS.grade).optional(),
};
type Registration = { status: string; registeredOn?: string; completedOn?: string };

const datesFit = (context: z.core.ParsePayload<Registration>) => {
  const { status, registeredOn, completedOn } = context.value;
  const refuse = (message: string) =>
    context.issues.push({ code: "custom", path: ["completedOn"], message, input: completedOn });
  if (status === "completed" && !completedOn) refuse("facts.completedNeedsDay");
  if (status !== "completed" && completedOn) refuse("facts.dayNeedsCompleted");
  if (registeredOn && completedOn && completedOn < registeredOn) refuse("facts.completedBeforeRegistered");
};
export const registrationInput = z
  .strictObject({ courseId: z.uuid(), ...person, ...registration })
  .check(datesFit);
export type RegistrationInput = z.input<typeof registrationInput>;
export const registrationCorrection = z.strictObject({ id: z.uuid(), ...registration }).check(datesFit);
export type RegistrationCorrection = z.input<typeof registrationCorrection>;

export const factId = z.strictObject({ id: z.uuid() });
export const voidInput = z.strictObject({
  id: z.uuid(),
  reason: z.string().trim().min(1).max(LIMITS.reason),
});
export type VoidInput = z.input<typeof voidInput>;

// What an address may say; anything else counts as not said.
const search = z.string().trim().min(1).max(200).optional().catch(undefined);
const cursor = z.string().max(300).optional().catch(undefined);
const page = { q: search, after: cursor, before: cursor };
/** A day as a person types it into a search: 2026-11-20 or 20.11.2026. */
const searchDay = z
  .string()
  .trim()
  .transform((text) => {
    const [, d = "", m = "", y = ""] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? [];
    return y === "" ? text : `${y}-${m.padStart(2, "0")}-${d.padStart(2, "0")}`;
  })
  .pipe(day)
  .optional()
  .catch(undefined);
const shown = z.enum(["voided", "all"]).optional().catch(undefined);

export const activityFilter = z.object({
  ...page,
  kind: search,
  from: searchDay,
  to: searchDay,
  shown,
});
export type ActivityFilter = z.output<typeof activityFilter>;

export const referralFilter = z.object({
  ...page,
  status: z.enum(REFERRAL_STATUSES).optional().catch(undefined),
  shown,
});
export type ReferralFilter = z.output<typeof referralFilter>;

export const courseFilter = z.object(page);
export type CourseFilter = z.output<typeof courseFilter>;

export const registrationFilter = z.object({
  ...page,
  status: z.enum(REGISTRATION_STATUSES).optional().catch(undefined),
  shown,
});
export type RegistrationFilter = z.output<typeof registrationFilter>;
