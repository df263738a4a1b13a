import { dayOf } from "@/lib/badges/rules";
import { type Ctx, may } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";

type Asked = Readonly<{ achievementId: string; userId: string }>;

/** The second of two is told what the first one did; a peer mentor only that there is nothing left to propose. */
export async function alreadyHeld(tx: Tx, ctx: Ctx, { achievementId, userId }: Asked): Promise<AppError> {
  const organizationId = ctx.organization.id;
  const held = await tx.earnedBadge.findFirst({
    where: { organizationId, achievementId, userId, status: { in: ["awarded", "pending_approval"] } },
    orderBy: { createdAt: "desc" },
    include: { member: { select: { displayName: true } }, achievement: { select: { name: true } } },
  });
  // It was there a moment ago and is revoked now: asking again will do.
  if (!held) return new AppError("conflict", msg("badges.changedMeanwhile"));
  const names = { person: held.member.displayName, achievement: held.achievement.name };
  if (!may(ctx, "badges:read")) return new AppError("conflict", msg("badges.nothingToPropose", names));
  const awarder = held.awardedByUserId
    ? await tx.membership.findFirst({
        where: { organizationId, userId: held.awardedByUserId },
        select: { displayName: true },
      })
    : null;
  const { timeZone } = ctx.organization;
  const values = {
    ...names,
    by: awarder?.displayName ?? "Heder",
    // Noon, so that the reader's own time zone cannot make another day of it.
    on: Date.parse(`${dayOf(held.awardedAt, timeZone).toString()}T12:00:00Z`),
  };
  if (held.declinedAt) return new AppError("conflict", msg("badges.declinedByHolder", names));
  const key = held.status === "pending_approval" ? "badges.alreadyNominated" : "badges.alreadyHeld";
  return new AppError("conflict", msg(key, values));
}
