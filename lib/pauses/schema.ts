import * as z from "zod";
import { MOST_DAYS } from "@/lib/pauses/rules";
import { isOfOurTimes } from "@/lib/validation";

const day = z.iso.date().refine(isOfOurTimes, "pauses.tooFarAway");

const DAY_MS = 24 * 60 * 60 * 1000;
const daysBetween = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / DAY_MS;

/** First and last day, by the organisation's calendar. There is no field for a reason, on purpose. */
const days = {
  startsOn: day,
  endsOn: day,
  /** Made once when the form is opened: the same key never makes a second pause. */
  idempotencyKey: z.uuid(),
};

function checkDays(context: z.core.ParsePayload<{ startsOn: string; endsOn: string }>): void {
  const { startsOn, endsOn } = context.value;
  const length = daysBetween(startsOn, endsOn);
  const message = length < 0 ? "pauses.endsBeforeStart" : length >= MOST_DAYS ? "pauses.tooLong" : null;
  if (message) context.issues.push({ code: "custom", message, path: ["endsOn"], input: endsOn });
}

/** A pause for oneself, which another has to approve. */
export const pauseRequest = z.strictObject(days).check(checkDays);
export type PauseRequestInput = z.input<typeof pauseRequest>;
export type PauseRequest = z.output<typeof pauseRequest>;

/** A pause that a coordinator records for somebody else; it counts at once. */
export const pauseRecord = z.strictObject({ userId: z.uuid(), ...days }).check(checkDays);
export type PauseRecordInput = z.input<typeof pauseRecord>;
export type PauseRecord = z.output<typeof pauseRecord>;

export const pauseDecision = z.strictObject({ id: z.uuid(), outcome: z.enum(["approved", "declined"]) });
export type PauseDecision = z.output<typeof pauseDecision>;

export const pauseId = z.strictObject({ id: z.uuid() });
