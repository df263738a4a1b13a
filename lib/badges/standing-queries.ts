import { Prisma } from "@/lib/generated/prisma/client";

/** Whether a badge, by the alias of its row, was given, also when its time is up, and its holder has not declined it. */
export const isGiven = (badge: string): Prisma.Sql =>
  Prisma.raw(`${badge}.status IN ('awarded', 'expired') AND ${badge}.declined_at IS NULL`);

/** The same of one whose end nobody has written down yet. */
export const isAwarded = (badge: string): Prisma.Sql =>
  Prisma.raw(`${badge}.status = 'awarded' AND ${badge}.declined_at IS NULL`);

/** `standingOrDeclined` of `lib/badges/rules`, of a badge by the alias of its row. */
export function standingSql(badge: string, now: Date): Prisma.Sql {
  const column = (name: string) => Prisma.raw(`${badge}.${name}`);
  return Prisma.sql`CASE WHEN ${column("declined_at")} IS NOT NULL AND ${column("status")} IN ('awarded', 'expired') THEN 'declined'
    WHEN ${column("status")} = 'awarded' AND ${column("expires_at")} <= ${now} THEN 'expired' ELSE ${column("status")}::text END`;
}
