import { createHash } from "node:crypto";
import { Temporal } from "temporal-polyfill";
import { nextOccurrence } from "@/lib/badges/occurrence-queries";
import { type BadgeStatus, dayOf, expiryOf, startOfDay } from "@/lib/badges/rules";
import type { Award } from "@/lib/badges/schema";
import { violatedConstraint } from "@/lib/constraints";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";

export type Awarded = Readonly<{ id: string; status: BadgeStatus }>;

/**
 * Awards an achievement by hand: with the achievement's approval when it needs one, else at once.
 *
 * One award, whoever asks and however often: the same idempotency key with the same input answers the award it
 * already gave; with other input it is a `conflict`; somebody who holds the badge already is a `conflict` that says
 * since when and from whom. Which time a repeatable achievement is earned is decided by lib/badges/occurrence-queries.
 * Throws `forbidden` for an award to oneself, `not_found` for people and achievements that are unknown, foreign or
 * not active, `invalid` for days that are in the future or leave nothing before the badge expires.
 */
export async function awardBadge(ctx: Ctx, input: Award): Promise<Awarded> {
  authorize(ctx, "badges:award");
  requireModule(ctx, "achievements_gamification");
  const hash = hashOf(input);
  try {
    return await inTenant(ctx, async (tx, now) => {
      const earlier = await awardOfKey(tx, ctx, input.idempotencyKey, hash);
      return earlier ?? (await insertAward(tx, ctx, input, hash, now));
    });
  } catch (error) {
    const refused = violatedConstraint(error);
    if (refused === "earned_badges_achievement_is_active") throw notAwardable();
    if (refused === "issuing_is_paused") throw new AppError("unavailable", msg("issuingPaused"));
    const isDouble =
      refused === "earned_badges_one_standing" || refused === "earned_badges_idempotency_key_unique";
    if (!isDouble) throw error;
    return await inTenant(ctx, async (tx) => {
      const earlier = await awardOfKey(tx, ctx, input.idempotencyKey, hash);
      if (earlier) return earlier;
      throw await alreadyHeld(tx, ctx, input);
    });
  }
}

const notAwardable = () =>
  new AppError("invalid", msg("form"), { achievementId: msg("badges.achievementNotActive") });

/** Of everything that was asked, in a fixed order; the key itself is not part of what it stands for. */
function hashOf({ idempotencyKey: _, ...body }: Award): string {
  return createHash("sha256")
    .update(
      JSON.stringify(
        Object.entries(body)
          .filter(([, value]) => value !== undefined)
          .sort(),
      ),
    )
    .digest("hex");
}

/** What an earlier call with this key gave; `conflict` when that call asked for something else. */
async function awardOfKey(tx: Tx, ctx: Ctx, key: string, hash: string): Promise<Awarded | null> {
  const found = await tx.earnedBadge.findFirst({
    where: { organizationId: ctx.organization.id, idempotencyKey: key },
    select: { id: true, status: true, idempotencyHash: true },
  });
  if (found && found.idempotencyHash !== hash) throw new AppError("conflict", msg("badges.keyReused"));
  return found && { id: found.id, status: found.status };
}

async function insertAward(tx: Tx, ctx: Ctx, input: Award, hash: string, now: Date): Promise<Awarded> {
  const awarder = awarderOf(ctx, input);
  const achievement = await awardable(tx, ctx, input.achievementId);
  await requireActiveMember(tx, ctx, input.userId);
  // Before the badge, as evaluation does: whoever locked the two in another order could wait for ever.
  await requestEvaluation(tx, ctx, [input.userId]);
  const { day, awardedAt, expiresAt } = datesOf(ctx, input, achievement, now);
  const key = { achievementId: input.achievementId, userId: input.userId };
  const occurrence = await nextOccurrence(tx, ctx, { achievement, userId: input.userId, day });
  if (occurrence === null) throw await alreadyHeld(tx, ctx, input);

  // A badge whose time is up makes room for the new one, also before the hourly job has written that down.
  await tx.earnedBadge.updateMany({
    where: {
      ...key,
      organizationId: ctx.organization.id,
      occurrence,
      status: "awarded",
      expiresAt: { lte: now },
    },
    data: { status: "expired" },
  });
  const badge = await tx.earnedBadge.create({
    data: {
      ...key,
      organizationId: ctx.organization.id,
      achievementVersionId: achievement.versionId,
      occurrence,
      status: achievement.needsApproval ? "pending_approval" : "awarded",
      source: "manual",
      metOn: new Date(day.toString()),
      awardedAt,
      awardedByUserId: awarder.userId,
      reason: input.reason,
      evidenceUrl: input.evidenceUrl ?? null,
      evidenceNarrative: input.evidenceNarrative ?? null,
      expiresAt,
      idempotencyKey: input.idempotencyKey,
      idempotencyHash: hash,
    },
    select: { id: true, status: true, occurrence: true },
  });
  await signOff(tx, ctx, input, badge.id, awarder, now);
  const { idempotencyKey: _, ...asked } = input;
  const after = {
    ...asked,
    achievement: achievement.key,
    occurrence,
    status: badge.status,
    source: "manual",
  };
  await record(tx, ctx, "badge.awarded", { type: "badge", id: badge.id }, { after: { ...after, awardedAt } });
  return { id: badge.id, status: badge.status };
}

type Awarder = Readonly<{ userId: string; role: string }>;

/** Only a person awards by hand, and nobody themselves (also earned_badges_nobody_awards_themselves). */
function awarderOf(ctx: Ctx, input: Award): Awarder {
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", msg("forbidden"));
  if (ctx.actor.userId === input.userId) {
    throw new AppError("forbidden", msg("badges.notToYourself"), { userId: msg("badges.notToYourself") });
  }
  return ctx.actor;
}

/** Each award by hand is a sign-off by a role (seed 003 badge_manual_awards). */
async function signOff(tx: Tx, ctx: Ctx, input: Award, badgeId: string, by: Awarder, now: Date) {
  await tx.manualAward.createMany({
    data: {
      organizationId: ctx.organization.id,
      achievementId: input.achievementId,
      recipientUserId: input.userId,
      issuerUserId: by.userId,
      issuerRole: by.role,
      dateMet: now,
      earnedBadgeId: badgeId,
    },
  });
}

async function awardable(tx: Tx, ctx: Ctx, id: string) {
  const achievement = await tx.achievement.findFirst({
    where: { organizationId: ctx.organization.id, id },
    include: { achievementVersions: { select: { id: true }, orderBy: { number: "desc" }, take: 1 } },
  });
  if (!achievement) throw notFound("achievement");
  const versionId = achievement.achievementVersions[0]?.id;
  if (achievement.status !== "active" || !versionId) throw notAwardable();
  return { ...achievement, versionId };
}

async function requireActiveMember(tx: Tx, ctx: Ctx, userId: string): Promise<void> {
  const where = { organizationId: ctx.organization.id, userId, status: "active" } as const;
  if (!(await tx.membership.findFirst({ where, select: { id: true } }))) throw notFound("person");
}

function datesOf(
  ctx: Ctx,
  input: Award,
  achievement: { expireDate: Date | null; expirePeriod: number | null },
  now: Date,
) {
  const { timeZone } = ctx.organization;
  const today = dayOf(now, timeZone);
  const day = input.awardedOn ? Temporal.PlainDate.from(input.awardedOn) : today;
  const isToday = day.equals(today);
  const onDay = (key: string) => new AppError("invalid", msg("form"), { awardedOn: msg(key) });
  if (Temporal.PlainDate.compare(day, today) > 0) throw onDay("badges.dateInFuture");
  const awardedAt = isToday ? now : startOfDay(day, timeZone);
  const expireDate = achievement.expireDate?.toISOString().slice(0, 10) ?? null;
  const expiresAt = expiryOf({ expireDate, expirePeriod: achievement.expirePeriod }, awardedAt, timeZone);
  if (expiresAt && expiresAt <= now) throw onDay("badges.alreadyOver");
  return { day, awardedAt, expiresAt };
}

/** The second of two is told what the first one did. */
async function alreadyHeld(tx: Tx, ctx: Ctx, input: Award): Promise<AppError> {
  const organizationId = ctx.organization.id;
  const held = await tx.earnedBadge.findFirst({
    where: {
      organizationId,
      achievementId: input.achievementId,
      userId: input.userId,
      status: { in: ["awarded", "pending_approval"] },
    },
    orderBy: { createdAt: "desc" },
    include: { member: { select: { displayName: true } }, achievement: { select: { name: true } } },
  });
  // It was there a moment ago and is revoked now: asking again will do.
  if (!held) return new AppError("conflict", msg("badges.changedMeanwhile"));
  const awarder = held.awardedByUserId
    ? await tx.membership.findFirst({
        where: { organizationId, userId: held.awardedByUserId },
        select: { displayName: true },
      })
    : null;
  const { timeZone } = ctx.organization;
  const values = {
    person: held.member.displayName,
    achievement: held.achievement.name,
    by: awarder?.displayName ?? "Heder",
    // Noon, so that the reader's own time zone cannot make another day of it.
    on: Date.parse(`${dayOf(held.awardedAt, timeZone).toString()}T12:00:00Z`),
  };
  if (held.status === "pending_approval") {
    return new AppError("conflict", msg("badges.alreadyNominated", values));
  }
  return new AppError("conflict", msg("badges.alreadyHeld", values));
}
