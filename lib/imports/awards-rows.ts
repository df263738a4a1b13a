import { msg } from "@/lib/errors";
import { type Cells, RowRefused } from "@/lib/imports/cells";

/** What an older system's award can have become; what still waits, or was turned down, is no history. */
const STATUSES = ["awarded", "revoked", "expired"] as const;

const OCCURRENCE = /^(once|[1-9]\d{0,8}|\d{4}-Q[1-4]|\d{4}-(0[1-9]|1[0-2]))$/;
const MAX_REASON = 2000;

export type KnownAchievement = Readonly<{ id: string; isRepeatable: boolean }>;

/** One award of an older system; times are ISO 8601 in UTC. */
export type AwardRow = Readonly<{
  line: number;
  userId: string;
  achievementId: string;
  occurrence: string;
  status: (typeof STATUSES)[number];
  awardedAt: string;
  metOn: string | null;
  expiresAt: string | null;
  revokedAt: string | null;
  reason: string | null;
}>;

/** Reads one row or throws RowRefused. An award whose time was up before `now` is expired, whatever the file says. */
export function readAward(
  cells: Cells,
  find: { person: (cells: Cells) => string; achievement: (cells: Cells) => KnownAchievement },
  now: Date,
): AwardRow {
  const userId = find.person(cells);
  const achievement = find.achievement(cells);
  const row = {
    line: cells.line,
    userId,
    achievementId: achievement.id,
    occurrence: readOccurrence(cells, achievement),
    status: cells.choice("status", STATUSES) ?? "awarded",
    awardedAt: cells.requiredMoment("awarded_at"),
    metOn: cells.day("met_on"),
    expiresAt: cells.moment("expires_at"),
    revokedAt: cells.moment("revoked_at"),
    reason: cells.text("reason", MAX_REASON),
  };
  checkDates(row, now);
  checkRevocation(row);
  const isOver = row.status === "awarded" && row.expiresAt !== null && row.expiresAt <= now.toISOString();
  return isOver ? { ...row, status: "expired" } : row;
}

function readOccurrence(cells: Cells, { isRepeatable }: KnownAchievement): string {
  const occurrence = cells.text("occurrence", 20);
  if (occurrence === null && isRepeatable)
    throw new RowRefused("occurrence", msg("imports.occurrenceNeeded"));
  if (occurrence === null) return "once";
  if (!OCCURRENCE.test(occurrence)) throw new RowRefused("occurrence", msg("imports.notAnOccurrence"));
  if ((occurrence === "once") === isRepeatable) {
    throw new RowRefused("occurrence", msg(isRepeatable ? "imports.occurrenceNeeded" : "imports.earnedOnce"));
  }
  return occurrence;
}

function checkDates({ awardedAt, expiresAt, status }: AwardRow, now: Date): void {
  if (awardedAt > now.toISOString()) throw new RowRefused("awarded_at", msg("imports.awardInFuture"));
  if (expiresAt !== null && expiresAt <= awardedAt) {
    throw new RowRefused("expires_at", msg("imports.expiresBeforeAward"));
  }
  if (status === "expired" && expiresAt === null)
    throw new RowRefused("expires_at", msg("imports.expiryNeeded"));
}

function checkRevocation({ status, revokedAt, reason }: AwardRow): void {
  if (status === "revoked" && revokedAt === null) {
    throw new RowRefused("revoked_at", msg("imports.revokedAtNeeded"));
  }
  if (status === "revoked" && reason === null) throw new RowRefused("reason", msg("imports.reasonNeeded"));
  if (status !== "revoked" && revokedAt !== null) {
    throw new RowRefused("status", msg("imports.revokedNeedsStatus"));
  }
}
