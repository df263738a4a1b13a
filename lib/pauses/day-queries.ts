import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { dayOf } from "@/lib/facts/moment-rules";
import { atField } from "@/lib/facts/refusals";
import { MOST_DAYS } from "@/lib/pauses/rules";

type Days = Readonly<{ startsOn: string; endsOn: string }>;

const DAY_MS = 24 * 60 * 60 * 1000;

/** A calendar day as the database's driver takes it. */
export const dateOf = (day: string): Date => new Date(`${day}T00:00:00Z`);

/** Throws `invalid` for days more than a year from the organisation's today. */
export function requireNear({ organization }: Ctx, { startsOn, endsOn }: Days, now: Date): void {
  const today = dateOf(dayOf(now, organization.timeZone)).getTime();
  const isFar = (day: string) => Math.abs(dateOf(day).getTime() - today) > MOST_DAYS * DAY_MS;
  if (isFar(startsOn)) throw atField("startsOn", msg("pauses.tooFarAway"));
  if (isFar(endsOn)) throw atField("endsOn", msg("pauses.tooFarAway"));
}

export const overlapping = () => new AppError("conflict", msg("form"), { startsOn: msg("pauses.overlaps") });

/** Throws `conflict` where the person has an approved pause on some of these days. */
export async function requireNoOverlap(
  tx: Tx,
  { organization }: Ctx,
  { userId, startsOn, endsOn }: Days & Readonly<{ userId: string }>,
): Promise<void> {
  const taken = await tx.streakPause.count({
    where: {
      organizationId: organization.id,
      userId,
      status: "approved",
      startsOn: { lte: dateOf(endsOn) },
      endsOn: { gte: dateOf(startsOn) },
    },
  });
  if (taken > 0) throw overlapping();
}
