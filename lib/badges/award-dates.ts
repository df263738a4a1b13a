import { Temporal } from "temporal-polyfill";
import { dayOf, expiryOf, startOfDay } from "@/lib/badges/rules";
import type { Ctx } from "@/lib/context";

type Expiry = Readonly<{ expireDate: Date | null; expirePeriod: number | null }>;

export type AwardDates = Readonly<{
  /** The day it is awarded for, of the organisation's calendar. */
  day: Temporal.PlainDate;
  /** Now for today, else the first moment of the day. */
  awardedAt: Date;
  expiresAt: Date | null;
}>;

/**
 * When an award by hand for a day (`yyyy-mm-dd`, today when left out) begins and ends. A day to come, and one that
 * leaves nothing before the badge expires, cannot be awarded for.
 */
export function awardDates(
  ctx: Ctx,
  { expireDate, expirePeriod }: Expiry,
  on: string | undefined,
  now: Date,
): AwardDates | "in_future" | "already_over" {
  const { timeZone } = ctx.organization;
  const today = dayOf(now, timeZone);
  const day = on === undefined ? today : Temporal.PlainDate.from(on);
  if (Temporal.PlainDate.compare(day, today) > 0) return "in_future";
  const awardedAt = day.equals(today) ? now : startOfDay(day, timeZone);
  const expiry = { expireDate: expireDate?.toISOString().slice(0, 10) ?? null, expirePeriod };
  const expiresAt = expiryOf(expiry, awardedAt, timeZone);
  return expiresAt && expiresAt <= now ? "already_over" : { day, awardedAt, expiresAt };
}
