import { tellOfLackingSignOffs } from "@/lib/badge-messages/approval-service";
import { awardable, awarderOf } from "@/lib/badges/by-hand-service";
import {
  type AskedSignOff,
  askedSignOffs,
  lackingRoles,
  type SigningRole,
  standsFor,
} from "@/lib/badges/sign-off-rules";
import type { SignOff } from "@/lib/badges/sign-off-schema";
import { orRefusal, type Refusals } from "@/lib/constraints";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { criteriaOf } from "@/lib/criteria/from-trigger";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";

export type SignedOff = Readonly<{ role: SigningRole; lacking: readonly SigningRole[] }>;

const atField = (code: "invalid" | "conflict" | "forbidden", field: string, key: string) =>
  new AppError(code, code === "invalid" ? msg("form") : msg(key), { [field]: msg(key) });

const REFUSALS: Refusals = {
  manual_awards_one_of_each_role: () => atField("conflict", "role", "badges.roleHasSigned"),
  manual_awards_one_of_each_person: () => atField("conflict", "userId", "badges.youHaveSigned"),
  manual_awards_nobody_awards_themselves: () => atField("forbidden", "userId", "badges.notForYourself"),
  manual_awards_signed_by_role: () => atField("forbidden", "role", "badges.notYourRole"),
  manual_awards_role_is_asked: () => atField("invalid", "role", "badges.roleNotAsked"),
  manual_awards_achievement_is_active: () =>
    atField("invalid", "achievementId", "badges.achievementNotActive"),
};

/**
 * One role's yes to one person, for an achievement whose criteria ask for it. One sign-off of each role and of each
 * person, so that two roles are two people; never for oneself; an org admin may stand for the coordinators. It asks
 * for evaluation in the same transaction, and with the last one that is needed the award follows from that, once.
 * Answers the role that was signed for, and those that are still needed. `conflict` when the role or the person has
 * signed already, or the badge is there.
 */
export async function signOff(ctx: Ctx, input: SignOff): Promise<SignedOff> {
  authorize(ctx, "badges:award");
  requireModule(ctx, "achievements_gamification");
  const signer = awarderOf(ctx, input.userId);
  const signed = inTenant(ctx, async (tx, now) => {
    const achievement = await awardable(tx, ctx, input.achievementId);
    const asked = askedSignOffs(criteriaOf(achievement));
    if (asked.length === 0) throw atField("invalid", "achievementId", "badges.noSignOffsAsked");
    await requireSignable(tx, ctx, input);
    // Before the sign-off, as with awards: the same order of locks everywhere.
    await requestEvaluation(tx, ctx, [input.userId]);
    const before = await signedRoles(tx, ctx, input);
    const role = roleFor(input.role, standsFor(signer.role), asked, before);
    const { achievementId, userId, comment } = input;
    await tx.manualAward.createMany({
      data: {
        organizationId: ctx.organization.id,
        achievementId,
        recipientUserId: userId,
        issuerUserId: signer.userId,
        issuerRole: role,
        dateMet: now,
        comment: comment ?? null,
      },
    });
    const lacking = lackingRoles(asked, [...before, role]);
    await tellOfLackingSignOffs(tx, ctx, { achievementId, userId, roles: lacking });
    const after = { userId, role, comment, lacking };
    await record(tx, ctx, "badge.signed_off", { type: "achievement", id: achievementId }, { after });
    return { role, lacking };
  });
  return orRefusal(signed, REFUSALS);
}

/** The role that was named; else the first of the signer's own that is still needed. */
function roleFor(
  named: SigningRole | undefined,
  own: readonly SigningRole[],
  asked: readonly AskedSignOff[],
  signed: readonly SigningRole[],
): SigningRole {
  if (named) return named;
  const lacking = lackingRoles(asked, signed);
  const role = own.find((one) => lacking.includes(one));
  if (role) return role;
  const isDone = own.some((one) => asked.some(({ roles }) => roles.includes(one)));
  throw atField(
    isDone ? "conflict" : "forbidden",
    "role",
    isDone ? "badges.roleHasSigned" : "badges.roleNotAsked",
  );
}

type Pair = Readonly<{ achievementId: string; userId: string }>;

async function requireSignable(tx: Tx, ctx: Ctx, { achievementId, userId }: Pair): Promise<void> {
  const organizationId = ctx.organization.id;
  const member = await tx.membership.findFirst({
    where: { organizationId, userId, status: "active" },
    select: { id: true },
  });
  if (!member) throw notFound("person");
  const held = await tx.earnedBadge.findFirst({
    where: {
      organizationId,
      achievementId,
      userId,
      occurrence: "once",
      status: { in: ["awarded", "pending_approval"] },
    },
    select: { id: true },
  });
  if (held) throw atField("conflict", "userId", "badges.signedAndHeld");
}

async function signedRoles(tx: Tx, ctx: Ctx, { achievementId, userId }: Pair): Promise<SigningRole[]> {
  const rows = await tx.manualAward.findMany({
    where: { organizationId: ctx.organization.id, achievementId, recipientUserId: userId },
    select: { issuerRole: true },
  });
  return rows.map(({ issuerRole }) => issuerRole as SigningRole);
}
