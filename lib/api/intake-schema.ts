import * as z from "zod";
import { MAX_SOURCE, type Received } from "@/lib/api/rules";
import { LIMITS, REFERRAL_STATUSES, REGISTRATION_STATUSES } from "@/lib/facts/rules";
import { isStorable } from "@/lib/validation";

// What the values mean is said by the import's own readers (lib/imports/cells.ts); here is their form as JSON.
const wrong = (message: string) => (issue: { input?: unknown }) =>
  issue.input === undefined || issue.input === null ? "field.required" : message;

const text = (maxLength: number, meta: { description: string; example?: string }) =>
  z
    .string({ error: wrong("api.text") })
    .refine(isStorable, "imports.controlCharacter")
    .meta({ minLength: 1, maxLength, ...meta });

const count = (maximum: number, description: string) =>
  z
    .int({ error: wrong("api.wholeNumber") })
    .meta({ description, override: { minimum: 0, maximum } })
    .nullish();

const person = text(254, {
  description:
    "Whose it is: the reference the person was imported with, or else their e-mail address in the organisation, or else their id.",
  example: "m-1024",
});
const moment = text(100, {
  description:
    "ISO 8601. With `Z` or an offset it stands as it is; without one it is the organisation's local time, and a day alone is its beginning there.",
  example: "2026-11-20T17:30:00Z",
});
const day = (description: string, example: string) =>
  text(100, { description: `${description} A calendar day, \`yyyy-mm-dd\`.`, example }).nullish();
const externalId = text(LIMITS.externalId, {
  description:
    "Your own id of it. The same id again changes what is there instead of adding to it. Without one each request adds something new.",
  example: "visit-7731",
}).nullish();
const source = text(MAX_SOURCE, {
  description: "Which of your systems the id is of, where several send; ids are compared within one source.",
  example: "default",
}).nullish();

export const activityItem = z
  .strictObject({
    person,
    kind: text(LIMITS.kind, {
      description: "What was done, as achievements count it.",
      example: "home_visit",
    }),
    occurred_at: moment,
    minutes: count(LIMITS.minutes, "How long it took."),
    participants: count(LIMITS.participants, "How many others took part."),
    external_id: externalId,
    source,
  })
  .meta({ id: "NewActivity", description: "What somebody did." });

export const referralItem = z
  .strictObject({
    person,
    occurred_at: moment,
    status: z.enum(REFERRAL_STATUSES).nullish().meta({ description: "`pending` when nothing is said." }),
    external_id: externalId,
    source,
  })
  .meta({ id: "NewReferral", description: "That a person referred somebody." });

export const registrationItem = z
  .strictObject({
    person,
    course: text(LIMITS.code, {
      description: "The code of a course of the organisation.",
      example: "BASIC-1",
    }),
    status: z.enum(REGISTRATION_STATUSES).nullish().meta({
      description: "`completed` when there is a `completed_on` and nothing is said, else `registered`.",
    }),
    registered_on: day("When the person was registered.", "2026-09-01"),
    completed_on: day(
      "When the person completed the course; for `completed`, and only for that.",
      "2026-11-20",
    ),
    grade: text(LIMITS.grade, { description: "As the course gives it.", example: "Passed" }).nullish(),
  })
  .meta({
    id: "NewCourseRegistration",
    description: "A person's part in a course: one for each person and course, so another one changes it.",
  });

/** One thing of each kind, as it is sent. */
export const ITEMS = {
  activities: activityItem,
  referrals: referralItem,
  "course-registrations": registrationItem,
} as const satisfies Record<Received, z.ZodType>;
