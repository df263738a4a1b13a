import * as z from "zod";
import { MISTAKE_OUTCOMES, MISTAKE_SUBJECTS } from "@/lib/mistakes/rules";
import { isStorable } from "@/lib/validation";

const words = z
  .string()
  .trim()
  .transform((value) => value.replaceAll("\r\n", "\n"))
  .pipe(z.string().min(1).max(2000))
  .refine(isStorable, "field.characters");

/** What is wrong, and with what: the id of one's own badge, certificate or activity, or nothing for what is missing. */
export const mistakeReport = z
  .strictObject({
    subject: z.enum(MISTAKE_SUBJECTS),
    id: z.uuid().optional(),
    text: words,
    /** Made once when the form is opened: the same key never makes a second report. */
    idempotencyKey: z.uuid(),
  })
  .refine(({ subject, id }) => (subject === "missing") === (id === undefined), {
    path: ["id"],
    message: "field.choice",
  });
export type MistakeReportInput = z.input<typeof mistakeReport>;
export type MistakeReport = z.output<typeof mistakeReport>;

export const mistakeAnswer = z.strictObject({
  id: z.uuid(),
  outcome: z.enum(MISTAKE_OUTCOMES),
  answer: words,
});
export type MistakeAnswerInput = z.input<typeof mistakeAnswer>;
export type MistakeAnswer = z.output<typeof mistakeAnswer>;

const cursor = z.string().max(1000).optional().catch(undefined);

/** The queue's address; what does not fit is left out. */
export const mistakeFilter = z.object({
  shown: z.enum(["open", "answered"]).catch("open"),
  after: cursor,
  before: cursor,
});
export type MistakeFilter = z.output<typeof mistakeFilter>;

/** What a link to the form says it is about. */
export const mistakeAbout = z.object({
  about: z.enum(MISTAKE_SUBJECTS).catch("missing"),
  id: z.uuid().optional().catch(undefined),
});
