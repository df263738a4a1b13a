import { randomUUID } from "node:crypto";
import { tellOfProposals } from "@/lib/badge-messages/approval-service";
import { tellOfAwards } from "@/lib/badge-messages/award-service";
import type { BatchRequest } from "@/lib/badges/batch-people-queries";
import type { Planned, PlannedAward } from "@/lib/badges/batch-plan-queries";
import type { awardable } from "@/lib/badges/by-hand-service";
import type { Actor, Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { isoDay } from "@/lib/format";

export type Awarder = Extract<Actor, { kind: "user" }>;

export type BatchWriting = Readonly<{ tx: Tx; ctx: Ctx; now: Date; awarder: Awarder; request: BatchRequest }>;

type AwardedTo = Pick<Awaited<ReturnType<typeof awardable>>, "id" | "versionId" | "needsApproval">;

/**
 * The badges of those of a plan who get one, in one statement with their sign-offs and messages, in the caller's
 * transaction; answers their ids by the place of the person in the plan. Who got the same badge in the moment between is
 * left out.
 */
export async function writeBatchBadges(
  { tx, ctx, now, awarder, request }: BatchWriting,
  achievement: AwardedTo,
  planned: readonly Planned[],
): Promise<ReadonlyMap<number, string>> {
  const organizationId = ctx.organization.id;
  const wanted = planned.flatMap(({ award, candidate }, at) =>
    award
      ? [{ at, id: randomUUID(), reason: candidate.reason ?? request.reason, ...writtenAward(award) }]
      : [],
  );
  if (wanted.length === 0) return new Map();
  const people = wanted.map(({ userId }) => userId);
  // A badge whose time is up makes room for the new one, also before the hourly job has written that down.
  await tx.$executeRaw`
    UPDATE earned_badges SET status = 'expired' WHERE organization_id = ${organizationId}::uuid
      AND achievement_id = ${achievement.id}::uuid AND user_id = ANY (${people}::uuid[]) AND status = 'awarded' AND expires_at <= ${now}`;
  const status = achievement.needsApproval ? "pending_approval" : "awarded";
  const inserted = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO earned_badges (id, organization_id, achievement_id, achievement_version_id, user_id, occurrence, status, source,
      met_on, awarded_at, expires_at, awarded_by_user_id, reason, notify)
    SELECT r.id, ${organizationId}::uuid, ${achievement.id}::uuid, ${achievement.versionId}::uuid, r."userId", r.occurrence,
      ${status}::earned_badge_status, 'manual', r."metOn", r."awardedAt", r."expiresAt", ${awarder.userId}::uuid, r.reason, ${!request.silent}
    FROM jsonb_to_recordset(${JSON.stringify(wanted)}::text::jsonb) AS r (id uuid, "userId" uuid, occurrence text, "metOn" date,
      "awardedAt" timestamptz, "expiresAt" timestamptz, reason text)
    ON CONFLICT (organization_id, achievement_id, user_id, occurrence) WHERE status IN ('pending_approval', 'awarded') DO NOTHING
    RETURNING id`;
  const there = new Set(inserted.map(({ id }) => id));
  // Each award by hand is a sign-off by a role (seed 003 badge_manual_awards); of what waits, the approval will be.
  if (status === "awarded") {
    await tx.$executeRaw`
      INSERT INTO manual_awards (organization_id, achievement_id, recipient_user_id, issuer_user_id, issuer_role, date_met, earned_badge_id)
      SELECT e.organization_id, e.achievement_id, e.user_id, ${awarder.userId}::uuid, ${awarder.role}, ${now}, e.id
      FROM earned_badges e WHERE e.organization_id = ${organizationId}::uuid AND e.id = ANY (${[...there]}::uuid[])`;
  }
  await tellOfAwards(tx, ctx, [...there]);
  if (status === "pending_approval" && there.size > 0)
    await tellOfProposals(tx, ctx, {
      achievementId: achievement.id,
      day: isoDay(now, ctx.organization.timeZone),
    });
  return new Map(wanted.filter(({ id }) => there.has(id)).map(({ at, id }) => [at, id]));
}

const writtenAward = ({ userId, occurrence, dates }: PlannedAward) => ({
  userId,
  occurrence,
  metOn: dates.day.toString(),
  awardedAt: dates.awardedAt,
  expiresAt: dates.expiresAt,
});
