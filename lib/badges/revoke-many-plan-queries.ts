import { createHash } from "node:crypto";
import { matchingBadges } from "@/lib/badges/matching-queries";
import { type BadgeChoice, MAX_REVOKED, type RevocationOutcome } from "@/lib/badges/revoke-many-schema";
import type { BadgeStanding, BadgeStatus } from "@/lib/badges/rules";
import { standingSql } from "@/lib/badges/standing-queries";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";
import { personOf } from "@/lib/people/page-queries";

/** A badge, and what would become of it: `waiting` would be revoked. */
export type PlannedRevocation = Readonly<{
  id: string;
  person: string;
  achievement: string;
  occurrence: string;
  standing: BadgeStanding;
  /** A file or a link of it went out: it is revoked for good. */
  isPublished: boolean;
  outcome: Exclude<RevocationOutcome, "revoked" | "unknown_badge">;
}>;

export type RevocationPlan = Readonly<{
  badges: readonly PlannedRevocation[];
  /** Ids that the organisation has no badge by. */
  unknown: readonly string[];
  /** The same as long as the same would become of the same badges: whoever orders says by it what they have seen. */
  seen: string;
}>;

/**
 * What revoking these badges would do to each, newest first. Foreign ids are unknown ones; `not_found` when nothing else
 * was chosen, and `invalid` for more than can be revoked together.
 */
export async function planRevocation(
  tx: Tx,
  ctx: Ctx,
  choice: BadgeChoice,
  now: Date,
): Promise<RevocationPlan> {
  const found = await chosen(tx, ctx, choice, now);
  if (found.length === 0) throw notFound("earnedBadge");
  if (found.length > MAX_REVOKED) {
    throw new AppError("invalid", msg("form"), { ids: msg("field.tooMany", { maximum: MAX_REVOKED }) });
  }
  const badges = found.map(({ status, ...badge }) => ({ ...badge, outcome: outcomeOf(status) }));
  const known = new Set(badges.map(({ id }) => id));
  const unknown = [...new Set(choice.ids ?? [])].filter((id) => !known.has(id));
  return { badges, unknown, seen: markOf(badges) };
}

/** What a badge is and whether it went out decide whether it comes back: a mail that goes out meanwhile makes it final. */
function markOf(badges: readonly PlannedRevocation[]): string {
  const waiting = badges
    .filter(({ outcome }) => outcome === "waiting")
    .map(({ id, standing, isPublished }) => `${id} ${standing} ${isPublished}`);
  return createHash("sha256").update(waiting.toSorted().join()).digest("base64url");
}

function outcomeOf(status: BadgeStatus): PlannedRevocation["outcome"] {
  if (status === "revoked") return "already_revoked";
  return status === "rejected" ? "rejected" : "waiting";
}

type Found = Omit<PlannedRevocation, "outcome"> & Readonly<{ status: BadgeStatus }>;

async function chosen(tx: Tx, ctx: Ctx, { ids, matching = {} }: BadgeChoice, now: Date): Promise<Found[]> {
  const order = Prisma.sql`f.awarded_at DESC, f.id`;
  const page = await matchingBadges(tx, ctx, {
    now,
    filters: ids ? { ids: [...ids] } : matching,
    orderAndLimit: Prisma.sql`ORDER BY ${order} LIMIT ${MAX_REVOKED + 1}`,
  });
  return tx.$queryRaw<Found[]>`
    SELECT f.id, m.display_name AS person, a.name AS achievement, f.occurrence, f.status::text AS status,
      ${standingSql("f", now)} AS standing,
      EXISTS (SELECT FROM credentials c WHERE c.organization_id = f.organization_id AND c.earned_badge_id = f.id) AS "isPublished"
    FROM ${page} ${personOf({ table: "earned_badges.user_id" })}
    JOIN achievements a ON a.organization_id = f.organization_id AND a.id = f.achievement_id
    ORDER BY ${order}`;
}
