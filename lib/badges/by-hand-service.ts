import { createHash } from "node:crypto";
import { tellOfProposal } from "@/lib/badge-messages/approval-service";
import { tellOfAwards } from "@/lib/badge-messages/award-service";
import { type AwardDates, awardDates } from "@/lib/badges/award-dates";
import { alreadyHeld } from "@/lib/badges/held-queries";
import { nextOccurrence } from "@/lib/badges/occurrence-queries";
import type { BadgeStatus } from "@/lib/badges/rules";
import type { Award } from "@/lib/badges/schema";
import { violatedConstraint } from "@/lib/constraints";
import type { Actor, Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, type Message, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";

export type Awarded = Readonly<{ id: string; status: BadgeStatus }>;

/** An award that stands at once where the achievement lets it, or a proposal that another decides about. */
export type ByHand = Readonly<{ input: Award; as: "award" | "nomination" }>;

type Awarder = Extract<Actor, { kind: "user" }>;

const atField = (field: string, message: Message) =>
  new AppError("invalid", msg("form"), { [field]: message });

const REFUSED: Readonly<Record<string, () => AppError>> = {
  earned_badges_achievement_is_active: () => atField("achievementId", msg("badges.achievementNotActive")),
  earned_badges_needs_sign_offs: () => atField("achievementId", msg("badges.needsSignOffs")),
  earned_badges_not_in_future: () => atField("awardedOn", msg("badges.dateInFuture")),
  earned_badges_awarded_by_role: () => new AppError("forbidden", msg("forbidden")),
  issuing_is_paused: () => new AppError("unavailable", msg("issuingPaused")),
};
const DOUBLE = ["earned_badges_one_standing", "earned_badges_idempotency_key_unique"];

/** What a refusal by the database means where somebody awards by hand; null where it is a bug. */
export const refusedByHand = (error: unknown): AppError | null =>
  REFUSED[violatedConstraint(error) ?? ""]?.() ?? null;

/**
 * One badge, whoever asks and however often: the same idempotency key with the same input answers the badge it
 * already gave; with other input it is a `conflict`; so is what the person holds already. The caller has authorised.
 */
export async function onceByHand(ctx: Ctx, asked: ByHand): Promise<Awarded> {
  const { input } = asked;
  const hash = hashOf(asked);
  try {
    return await inTenant(ctx, async (tx, now) => {
      const earlier = await badgeOfKey(tx, ctx, input.idempotencyKey, hash);
      return earlier ?? (await insertByHand(tx, ctx, asked, { hash, now }));
    });
  } catch (error) {
    const refusal = refusedByHand(error);
    if (refusal) throw refusal;
    if (!DOUBLE.includes(violatedConstraint(error) ?? "")) throw error;
    return await inTenant(ctx, async (tx) => {
      const earlier = await badgeOfKey(tx, ctx, input.idempotencyKey, hash);
      if (earlier) return earlier;
      throw await alreadyHeld(tx, ctx, input);
    });
  }
}

/** Of everything that was asked, in a fixed order; the key itself is not part of what it stands for. */
function hashOf({ input: { idempotencyKey: _, ...body }, as }: ByHand): string {
  const given = Object.entries(body)
    .filter(([, value]) => value !== undefined)
    .sort();
  const what = as === "award" ? given : [["as", as], ...given];
  return createHash("sha256").update(JSON.stringify(what)).digest("hex");
}

/** What an earlier call with this key gave; `conflict` when that call asked for something else. */
async function badgeOfKey(tx: Tx, ctx: Ctx, key: string, hash: string): Promise<Awarded | null> {
  const found = await tx.earnedBadge.findFirst({
    where: { organizationId: ctx.organization.id, idempotencyKey: key },
    select: { id: true, status: true, idempotencyHash: true },
  });
  if (found && found.idempotencyHash !== hash) throw new AppError("conflict", msg("badges.keyReused"));
  return found && { id: found.id, status: found.status };
}

async function insertByHand(
  tx: Tx,
  ctx: Ctx,
  { input, as }: ByHand,
  { hash, now }: { hash: string; now: Date },
): Promise<Awarded> {
  const awarder = awarderOf(ctx, input.userId);
  const achievement = await awardable(tx, ctx, input.achievementId);
  const joinedOn = await joinedOnOf(tx, ctx, input.userId);
  const { day, awardedAt, expiresAt } = datesOf(ctx, input, achievement, now);
  if (joinedOn && day.toString() < joinedOn && !input.evenBeforeJoining) {
    throw atField(
      "evenBeforeJoining",
      msg("badges.beforeJoining", { on: Date.parse(`${joinedOn}T12:00:00Z`) }),
    );
  }
  // Before the badge, as evaluation does: whoever locked the two in another order could wait for ever.
  await requestEvaluation(tx, ctx, [input.userId]);
  const key = { achievementId: input.achievementId, userId: input.userId };
  const occurrence = await nextOccurrence(tx, ctx, { achievement, userId: input.userId, day });
  if (occurrence === null) throw await alreadyHeld(tx, ctx, input);
  await makeRoom(tx, ctx, { ...key, occurrence }, now);
  const waits = as === "nomination" || achievement.needsApproval;
  const badge = await tx.earnedBadge.create({
    data: {
      ...key,
      organizationId: ctx.organization.id,
      achievementVersionId: achievement.versionId,
      occurrence,
      status: waits ? "pending_approval" : "awarded",
      source: "manual",
      metOn: new Date(day.toString()),
      awardedAt,
      awardedByUserId: awarder.userId,
      reason: input.reason,
      evidenceUrl: input.evidenceUrl ?? null,
      evidenceNarrative: input.evidenceNarrative ?? null,
      expiresAt,
      notify: !input.silent,
      idempotencyKey: input.idempotencyKey,
      idempotencyHash: hash,
    },
    select: { id: true, status: true, occurrence: true },
  });
  // A proposal is no sign-off: that is the approval's.
  if (!waits) await signedOff(tx, ctx, awarder, { ...key, badgeId: badge.id, at: now });
  if (waits) await tellOfProposal(tx, ctx, badge.id);
  else await tellOfAwards(tx, ctx, [badge.id]);
  const { idempotencyKey: _, ...given } = input;
  const { status } = badge;
  const after = { ...given, achievement: achievement.key, occurrence, status, source: "manual", awardedAt };
  const what = as === "nomination" ? "badge.nominated" : "badge.awarded";
  await record(tx, ctx, what, { type: "badge", id: badge.id }, { after });
  return { id: badge.id, status };
}

/** A badge whose time is up makes room for the new one, also before the hourly job has written that down. */
async function makeRoom(
  tx: Tx,
  ctx: Ctx,
  slot: { achievementId: string; userId: string; occurrence: string },
  now: Date,
): Promise<void> {
  await tx.earnedBadge.updateMany({
    where: { ...slot, organizationId: ctx.organization.id, status: "awarded", expiresAt: { lte: now } },
    data: { status: "expired" },
  });
}

/** Only a person awards by hand, and nobody themselves (also earned_badges_nobody_awards_themselves). */
export function awarderOf(ctx: Ctx, userId: string): Awarder {
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", msg("forbidden"));
  if (ctx.actor.userId === userId) {
    throw new AppError("forbidden", msg("badges.notToYourself"), { userId: msg("badges.notToYourself") });
  }
  return ctx.actor;
}

type SignedOff = Readonly<{ achievementId: string; userId: string; badgeId: string; at: Date }>;

/** Each award by hand is a sign-off by a role (seed 003 badge_manual_awards). */
async function signedOff(tx: Tx, ctx: Ctx, by: Awarder, { achievementId, userId, badgeId, at }: SignedOff) {
  await tx.manualAward.createMany({
    data: {
      organizationId: ctx.organization.id,
      achievementId,
      recipientUserId: userId,
      issuerUserId: by.userId,
      issuerRole: by.role,
      dateMet: at,
      earnedBadgeId: badgeId,
    },
  });
}

/** The achievement with its newest version; unknown and foreign are `not_found`, not active is `invalid`. */
export async function awardable(tx: Tx, ctx: Ctx, id: string) {
  const achievement = await tx.achievement.findFirst({
    where: { organizationId: ctx.organization.id, id },
    include: { achievementVersions: { select: { id: true }, orderBy: { number: "desc" }, take: 1 } },
  });
  if (!achievement) throw notFound("achievement");
  const versionId = achievement.achievementVersions[0]?.id;
  if (achievement.status !== "active" || !versionId) {
    throw atField("achievementId", msg("badges.achievementNotActive"));
  }
  return { ...achievement, versionId };
}

async function joinedOnOf(tx: Tx, ctx: Ctx, userId: string): Promise<string | null> {
  const where = { organizationId: ctx.organization.id, userId, status: "active" } as const;
  const member = await tx.membership.findFirst({ where, select: { joinedOn: true } });
  if (!member) throw notFound("person");
  return member.joinedOn?.toISOString().slice(0, 10) ?? null;
}

type Achievement = Awaited<ReturnType<typeof awardable>>;

function datesOf(ctx: Ctx, { awardedOn }: Award, achievement: Achievement, now: Date): AwardDates {
  const dates = awardDates(ctx, achievement, awardedOn, now);
  if (dates === "in_future") throw atField("awardedOn", msg("badges.dateInFuture"));
  if (dates === "already_over") throw atField("awardedOn", msg("badges.alreadyOver"));
  return dates;
}
