import { type BadgeStatus, standing } from "@/lib/badges/rules";
import { actorUserId, authorize, type Ctx, may, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";

/** Coordinators may always nominate; peer mentors where their organisation says so. */
export const mayNominate = (ctx: Ctx): Promise<boolean> => inTenant(ctx, (tx) => mayNominateIn(tx, ctx));

/** The same inside the caller's transaction. */
export async function mayNominateIn(tx: Tx, ctx: Ctx): Promise<boolean> {
  if (ctx.actor.kind !== "user") return false;
  if (may(ctx, "badges:award")) return true;
  if (!may(ctx, "badges:nominate")) return false;
  const where = { id: ctx.organization.id, peersMayNominate: true };
  return (await tx.organization.findFirst({ where, select: { id: true } })) !== null;
}

export type Nominee = Readonly<{ userId: string; name: string; detail: string | null }>;

const SHOWN = 12;

/** The people somebody may nominate, for a search as one types: by name; coordinators also by e-mail and reference. */
export async function searchNominees(ctx: Ctx, text: string): Promise<readonly Nominee[]> {
  authorize(ctx, "badges:nominate");
  requireModule(ctx, "achievements_gamification");
  if (text === "" || !(await mayNominate(ctx))) return [];
  const isStaff = may(ctx, "badges:award");
  const contains = { contains: text, mode: "insensitive" } as const;
  const rows = await inTenant(ctx, (tx) =>
    tx.membership.findMany({
      where: {
        organizationId: ctx.organization.id,
        status: "active",
        userId: { not: actorUserId(ctx) ?? "" },
        ...(isStaff
          ? { OR: [{ displayName: contains }, { email: contains }, { externalRef: contains }] }
          : { displayName: contains, profileVisibility: { not: "private" } }),
      },
      select: { userId: true, displayName: true, email: true, externalRef: true },
      orderBy: [{ displayName: "asc" }, { id: "asc" }],
      take: SHOWN,
    }),
  );
  return rows.map(({ userId, displayName, email, externalRef }) => ({
    userId,
    name: displayName,
    // Colleagues see each other's names, and nothing more to tell them apart.
    detail: isStaff ? (email ?? externalRef) : null,
  }));
}

/** The person a link to the form names, or null when they cannot be nominated by the asker. */
export async function findNominee(ctx: Ctx, userId: string): Promise<Nominee | null> {
  authorize(ctx, "badges:nominate");
  if (userId === actorUserId(ctx)) return null;
  const visible = may(ctx, "badges:award") ? {} : { profileVisibility: { not: "private" } as const };
  const row = await inTenant(ctx, (tx) =>
    tx.membership.findFirst({
      where: { organizationId: ctx.organization.id, userId, status: "active", ...visible },
      select: { userId: true, displayName: true },
    }),
  );
  return row && { userId: row.userId, name: row.displayName, detail: null };
}

export type NominationChoice = Readonly<{ id: string; name: string }>;

/** The achievements somebody can be nominated for: active ones that no roles sign off together. */
export async function listNominationChoices(ctx: Ctx): Promise<readonly NominationChoice[]> {
  authorize(ctx, "badges:nominate");
  requireModule(ctx, "achievements_gamification");
  return await inTenant(
    ctx,
    (tx) => tx.$queryRaw<NominationChoice[]>`
      SELECT id, name FROM achievements WHERE organization_id = ${ctx.organization.id}::uuid AND status = 'active'
        AND NOT asks_for_sign_offs(criteria) ORDER BY sort_order, name, id`,
  );
}

export type OwnNomination = Readonly<{
  id: string;
  person: string;
  achievement: string;
  standing: BadgeStatus;
  nominatedAt: Date;
}>;

const LATEST = 50;

/** What became of those the asker proposed, newest first; why somebody was turned down is not for them to read, nor
 * that somebody declined. */
export async function listOwnNominations(ctx: Ctx): Promise<readonly OwnNomination[]> {
  authorize(ctx, "badges:nominate");
  const awardedByUserId = actorUserId(ctx);
  if (awardedByUserId === null) return [];
  return await inTenant(ctx, async (tx, now) => {
    const rows = await tx.earnedBadge.findMany({
      where: {
        organizationId: ctx.organization.id,
        source: "manual",
        awardedByUserId,
        declinedAt: null,
        OR: [{ status: "pending_approval" }, { decidedAt: { not: null } }],
      },
      select: {
        id: true,
        status: true,
        expiresAt: true,
        createdAt: true,
        member: { select: { displayName: true } },
        achievement: { select: { name: true } },
      },
      orderBy: { createdAt: "desc" },
      take: LATEST,
    });
    return rows.map(({ id, member, achievement, createdAt, ...badge }) => ({
      id,
      person: member.displayName,
      achievement: achievement.name,
      standing: standing(badge, now),
      nominatedAt: createdAt,
    }));
  });
}
