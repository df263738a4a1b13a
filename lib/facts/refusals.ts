import type { Ctx } from "@/lib/context";
import { AppError, type Message, msg } from "@/lib/errors";
import { dayOf, instantOf, type LocalMoment, localOf } from "@/lib/facts/moment-rules";

export const atField = (field: string, message: Message, code: "invalid" | "conflict" = "invalid") =>
  new AppError(code, msg("form"), { [field]: message });

/** Somebody the organisation does not know, whether they exist elsewhere or not. */
export const unknownPerson = () => atField("userId", msg("facts.unknownPerson"));

/**
 * When something happened, by the organisation's clock. A correction that leaves day and time as they were keeps the
 * exact instant, of which a form shows no more than the minute. Throws `invalid` for what does not exist or lies ahead.
 */
export function occurredAt(ctx: Ctx, typed: LocalMoment, now: Date, before?: Date): Date {
  const { timeZone } = ctx.organization;
  if (before) {
    const was = localOf(before, timeZone);
    if (was.occurredOn === typed.occurredOn && was.time === typed.time) return before;
  }
  const instant = instantOf(typed, timeZone);
  if (instant === "noSuchDay") throw atField("occurredOn", msg("facts.noSuchDay"));
  if (instant === "noSuchTime") throw atField("time", msg("facts.noSuchTime", { time: typed.time ?? "" }));
  if (instant <= now) return instant;
  const isToday = typed.occurredOn === dayOf(now, timeZone);
  throw atField(isToday ? "time" : "occurredOn", msg("facts.inFuture"));
}

/** Throws `invalid` for a day after today, by the organisation's calendar. */
export function requirePast(ctx: Ctx, field: string, day: string | undefined, now: Date): void {
  if (day && day > dayOf(now, ctx.organization.timeZone)) throw atField(field, msg("facts.inFuture"));
}
