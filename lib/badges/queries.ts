import { type GivenSignOff, signOffsOf } from "@/lib/badges/given-sign-off-queries";
import { type BadgeSource, type BadgeStanding, standingOrDeclined } from "@/lib/badges/rules";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";

type Person = Readonly<{ userId: string; name: string }>;

/** One rule that was met when the badge was earned. */
export type MetRule = Readonly<{
  path: string;
  type: string;
  value: number;
  threshold: number;
  /** `yyyy-mm-dd`, a day of the organisation's calendar. */
  metOn: string | null;
}>;

export type BadgeView = Readonly<{
  id: string;
  standing: BadgeStanding;
  source: BadgeSource;
  occurrence: string;
  holder: Person;
  achievement: Readonly<{
    id: string;
    name: string;
    description: string;
    category: string;
    icon: string | null;
    status: string;
    version: number;
    versionId: string;
  }>;
  /** `yyyy-mm-dd`, a day of the organisation's calendar. */
  metOn: string | null;
  awardedAt: Date;
  /** Null for an award that nobody made by hand. */
  awardedBy: Person | null;
  createdAt: Date;
  reason: string | null;
  evidenceUrl: string | null;
  evidenceNarrative: string | null;
  expiresAt: Date | null;
  decision: Readonly<{ at: Date; by: Person | null; reason: string | null }> | null;
  revocation: Readonly<{ at: Date; by: Person | null; reason: string }> | null;
  /** It waits for a decision whether it stands; the reason as `lib/badges/flag-rules` writes it. */
  flag: Readonly<{ at: Date; reason: string }> | null;
  /** Somebody let it stand although its criteria are no longer met. */
  kept: Readonly<{ at: Date; by: Person | null; note: string }> | null;
  criteria: readonly MetRule[];
  /** Whether the holder is told. */
  notify: boolean;
  /** Each role's yes (seed 003 badge_manual_awards), oldest first: those this award was given for, and those of this badge. */
  signOffs: readonly GivenSignOff[];
  /** The award to many that it is part of. */
  batchId: string | null;
}>;

const isoDay = (day: Date | null): string | null => day?.toISOString().slice(0, 10) ?? null;

/** One earned badge with everything that led to it and happened to it. */
export async function getBadge(ctx: Ctx, id: string): Promise<BadgeView> {
  authorize(ctx, "badges:read");
  requireModule(ctx, "achievements_gamification");
  return await inTenant(ctx, async (tx, now) => {
    const badge = await findBadge(tx, ctx, id);
    if (!badge) throw notFound("earnedBadge");
    const people = await namesOf(tx, ctx, [
      badge.awardedByUserId,
      badge.decidedByUserId,
      badge.revokedByUserId,
      badge.keptByUserId,
    ]);
    const personOf = (userId: string | null): Person | null => (userId ? (people.get(userId) ?? null) : null);
    const { member } = badge;
    const standing = standingOrDeclined({ ...badge, isDeclined: badge.declinedAt !== null }, now);
    return {
      id: badge.id,
      standing,
      source: badge.source,
      occurrence: badge.occurrence,
      holder: { userId: badge.userId, name: member.displayName },
      achievement: achievementOf(badge),
      metOn: isoDay(badge.metOn),
      awardedAt: badge.awardedAt,
      awardedBy: personOf(badge.awardedByUserId),
      createdAt: badge.createdAt,
      reason: badge.reason,
      evidenceUrl: badge.evidenceUrl,
      evidenceNarrative: badge.evidenceNarrative,
      expiresAt: badge.expiresAt,
      decision: badge.decidedAt && {
        at: badge.decidedAt,
        by: personOf(badge.decidedByUserId),
        reason: badge.decisionReason,
      },
      revocation: badge.revokedAt && {
        at: badge.revokedAt,
        by: personOf(badge.revokedByUserId),
        reason: badge.revocationReason ?? "",
      },
      flag:
        badge.flaggedAt && standing === "awarded"
          ? { at: badge.flaggedAt, reason: badge.flagReason ?? "" }
          : null,
      kept: badge.keptAt && {
        at: badge.keptAt,
        by: personOf(badge.keptByUserId),
        note: badge.keptNote ?? "",
      },
      criteria: badge.earnedBadgeCriteria.map((rule) => ({
        path: rule.rulePath,
        type: rule.ruleType,
        value: rule.value.toNumber(),
        threshold: rule.threshold.toNumber(),
        metOn: isoDay(rule.metOn),
      })),
      notify: badge.notify,
      signOffs: await signOffsOf(tx, ctx, badge),
      batchId: badge.awardBatchRow?.batchId ?? null,
    };
  });
}

type FoundBadge = NonNullable<Awaited<ReturnType<typeof findBadge>>>;

const achievementOf = ({ achievement, achievementVersion }: FoundBadge): BadgeView["achievement"] => ({
  id: achievement.id,
  name: achievement.name,
  description: achievement.description,
  category: achievement.category,
  icon: achievement.badgeIconUrl,
  status: achievement.status,
  version: achievementVersion.number,
  versionId: achievementVersion.id,
});

const findBadge = (tx: Tx, ctx: Ctx, id: string) =>
  tx.earnedBadge.findFirst({
    where: { organizationId: ctx.organization.id, id },
    include: {
      member: { select: { displayName: true } },
      achievement: {
        select: { id: true, name: true, description: true, category: true, badgeIconUrl: true, status: true },
      },
      achievementVersion: { select: { id: true, number: true } },
      earnedBadgeCriteria: { orderBy: { rulePath: "asc" } },
      awardBatchRow: { select: { batchId: true } },
    },
  });

/** Names by user id. A global admin who belongs to no organisation has none here. */
async function namesOf(
  tx: Tx,
  ctx: Ctx,
  userIds: readonly (string | null)[],
): Promise<ReadonlyMap<string, Person>> {
  const ids = userIds.filter((id) => id !== null);
  if (ids.length === 0) return new Map();
  const members = await tx.membership.findMany({
    where: { organizationId: ctx.organization.id, userId: { in: ids } },
    select: { userId: true, displayName: true },
  });
  return new Map(members.map(({ userId, displayName }) => [userId, { userId, name: displayName }]));
}

export type AchievementChoice = Readonly<{ id: string; name: string; isActive: boolean }>;

/** Every achievement that is or was awardable, in display order: what the list is filtered by and a form offers. */
export async function listAchievementChoices(ctx: Ctx): Promise<readonly AchievementChoice[]> {
  authorize(ctx, "badges:read");
  requireModule(ctx, "achievements_gamification");
  return inTenant(ctx, (tx) => achievementChoicesIn(tx, ctx));
}

/** As `listAchievementChoices`, of an asker who may. */
export async function achievementChoicesIn(tx: Tx, ctx: Ctx): Promise<readonly AchievementChoice[]> {
  const rows = await tx.achievement.findMany({
    where: { organizationId: ctx.organization.id, status: { not: "draft" } },
    select: { id: true, name: true, status: true },
    orderBy: [{ sortOrder: "asc" }, { name: "asc" }, { id: "asc" }],
  });
  return rows.map(({ id, name, status }) => ({ id, name, isActive: status === "active" }));
}
