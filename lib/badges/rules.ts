import { Temporal } from "temporal-polyfill";

export const badgeStatuses = ["pending_approval", "rejected", "awarded", "revoked", "expired"] as const;
export type BadgeStatus = (typeof badgeStatuses)[number];

export const badgeSources = ["automatic", "manual", "backfill", "import"] as const;
export type BadgeSource = (typeof badgeSources)[number];

/** What an award is worth now: one whose time is up reads as expired, whether or not a job has written it down yet. */
export function standing(badge: { status: BadgeStatus; expiresAt: Date | null }, now: Date): BadgeStatus {
  const isOver = badge.expiresAt !== null && badge.expiresAt <= now;
  return badge.status === "awarded" && isOver ? "expired" : badge.status;
}

/** What those who look after badges read of one: also that its holder has declined it. */
export const badgeStandings = [...badgeStatuses, "declined"] as const;
export type BadgeStanding = (typeof badgeStandings)[number];

/** As `standing`; one that was given and that its holder has declined is `declined`, whether or not its time is up. */
export function standingOrDeclined(
  badge: Parameters<typeof standing>[0] & { isDeclined: boolean },
  now: Date,
): BadgeStanding {
  const found = standing(badge, now);
  return badge.isDeclined && (found === "awarded" || found === "expired") ? "declined" : found;
}

/** The first moment of a calendar day in a time zone. */
export const startOfDay = (day: Temporal.PlainDate | string, timeZone: string): Date =>
  new Date(Temporal.PlainDate.from(day).toZonedDateTime(timeZone).epochMilliseconds);

/** The calendar day of an instant in a time zone. */
export const dayOf = (instant: Date, timeZone: string): Temporal.PlainDate =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone).toPlainDate();

type Expiry = Readonly<{ expireDate: string | null; expirePeriod: number | null }>;

/**
 * When an award ends, or null for never: with the end of the definition's last day, or as many days after the award
 * at the same time of day, both by the organisation's calendar (seed 003 expire_date, expire_period).
 */
export function expiryOf(
  { expireDate, expirePeriod }: Expiry,
  awardedAt: Date,
  timeZone: string,
): Date | null {
  if (expireDate) return startOfDay(Temporal.PlainDate.from(expireDate).add({ days: 1 }), timeZone);
  if (!expirePeriod) return null;
  const award = Temporal.Instant.fromEpochMilliseconds(awardedAt.getTime()).toZonedDateTimeISO(timeZone);
  return new Date(award.add({ days: expirePeriod }).epochMilliseconds);
}

// Of these times only: PostgreSQL has no year 0, and after 9999 JavaScript writes years in another way.
const PERIOD = /^((?:19|20|21)\d{2})(?:-(?:Q([1-4])|(\d{2})))?$/;

/** `2026`, `2026-Q4` or `2026-11`, as a filter and as the occurrence of a badge per period. */
export const isPeriod = (text: string): boolean => {
  const month = PERIOD.exec(text)?.[3];
  return PERIOD.test(text) && (month === undefined || (Number(month) >= 1 && Number(month) <= 12));
};

/** First moment of a period and of the one after it, in a time zone. Call it with what `isPeriod` accepts. */
export function periodBounds(period: string, timeZone: string): { from: Date; to: Date } {
  const [, year, quarter, month] = PERIOD.exec(period) ?? [];
  const firstMonth = month ? Number(month) : quarter ? Number(quarter) * 3 - 2 : 1;
  const months = month ? 1 : quarter ? 3 : 12;
  const first = Temporal.PlainDate.from({ year: Number(year), month: firstMonth, day: 1 });
  return { from: startOfDay(first, timeZone), to: startOfDay(first.add({ months }), timeZone) };
}

export type PeriodUnit = "year" | "quarter" | "month";

/** The period of the given length that a day lies in. */
export function periodOf(day: Temporal.PlainDate, unit: PeriodUnit): string {
  const year = String(day.year).padStart(4, "0");
  if (unit === "year") return year;
  if (unit === "quarter") return `${year}-Q${Math.ceil(day.month / 3)}`;
  return `${year}-${String(day.month).padStart(2, "0")}`;
}
