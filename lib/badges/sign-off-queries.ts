import {
  type AskedSignOff,
  askedSignOffs,
  lackingRoles,
  type SigningRole,
  standsFor,
} from "@/lib/badges/sign-off-rules";
import { actorUserId, authorize, type Ctx, requireModule } from "@/lib/context";
import { parseCriteria } from "@/lib/criteria/schema";
import { inTenant, type Tx } from "@/lib/db";

export type SignedAchievement = Readonly<{ id: string; name: string; asked: readonly AskedSignOff[] }>;

export type GivenSignOff = Readonly<{
  role: SigningRole;
  by: string | null;
  at: Date;
  comment: string | null;
}>;

/** A person who has been signed off by somebody and does not have the badge yet. */
export type OpenSignOff = Readonly<{
  achievementId: string;
  achievement: string;
  userId: string;
  person: string;
  given: readonly GivenSignOff[];
  lacking: readonly SigningRole[];
  /** The role the asker can sign for now, or null: it is about themselves, they have signed, or it is others' turn. */
  yourTurn: SigningRole | null;
}>;

export type SignOffs = Readonly<{
  achievements: readonly SignedAchievement[];
  open: readonly OpenSignOff[];
}>;

/** As many as one page shows; those signed last come first. */
const SHOWN = 200;

type Row = {
  achievementId: string;
  userId: string;
  person: string;
  given: { role: SigningRole; by: string | null; byUserId: string; at: string; comment: string | null }[];
};

/** The active achievements that roles sign off, and the people on their way to one of them. */
export async function listSignOffs(ctx: Ctx): Promise<SignOffs> {
  authorize(ctx, "badges:award");
  requireModule(ctx, "achievements_gamification");
  return await inTenant(ctx, async (tx) => {
    const achievements = await signedAchievements(tx, ctx);
    const byId = new Map(achievements.map((one) => [one.id, one]));
    const rows = await tx.$queryRaw<Row[]>`
      SELECT s.achievement_id AS "achievementId", s.recipient_user_id AS "userId", m.display_name AS person,
        json_agg(json_build_object('role', s.issuer_role, 'by', i.display_name, 'byUserId', s.issuer_user_id, 'at', s.date_met,
          'comment', s.comment) ORDER BY s.date_met) AS given
      FROM manual_awards s
      JOIN memberships m ON m.organization_id = s.organization_id AND m.user_id = s.recipient_user_id AND m.status = 'active'
      LEFT JOIN memberships i ON i.organization_id = s.organization_id AND i.user_id = s.issuer_user_id
      WHERE s.organization_id = ${ctx.organization.id}::uuid AND s.earned_badge_id IS NULL
        AND s.achievement_id = ANY (${achievements.map(({ id }) => id)}::uuid[])
        AND NOT EXISTS (SELECT FROM earned_badges e WHERE e.organization_id = s.organization_id
          AND e.achievement_id = s.achievement_id AND e.user_id = s.recipient_user_id)
      GROUP BY s.achievement_id, s.recipient_user_id, m.display_name
      ORDER BY max(s.date_met) DESC, m.display_name LIMIT ${SHOWN}`;
    const open = rows.flatMap((row) => {
      const achievement = byId.get(row.achievementId);
      return achievement ? [openSignOff(ctx, row, achievement)] : [];
    });
    return { achievements, open };
  });
}

async function signedAchievements(tx: Tx, ctx: Ctx): Promise<SignedAchievement[]> {
  const rows = await tx.$queryRaw<{ id: string; name: string; criteria: unknown }[]>`
    SELECT id, name, criteria FROM achievements WHERE organization_id = ${ctx.organization.id}::uuid
      AND status = 'active' AND asks_for_sign_offs(criteria) ORDER BY sort_order, name, id`;
  return rows.map(({ id, name, criteria }) => ({ id, name, asked: askedSignOffs(parseCriteria(criteria)) }));
}

function openSignOff(ctx: Ctx, row: Row, { name, asked }: SignedAchievement): OpenSignOff {
  const lacking = lackingRoles(
    asked,
    row.given.map(({ role }) => role),
  );
  const self = actorUserId(ctx);
  const isDone = row.userId === self || row.given.some(({ byUserId }) => byUserId === self);
  const own = ctx.actor.kind === "user" ? standsFor(ctx.actor.role) : [];
  return {
    achievementId: row.achievementId,
    achievement: name,
    userId: row.userId,
    person: row.person,
    given: row.given.map(({ role, by, at, comment }) => ({ role, by, at: new Date(at), comment })),
    lacking,
    yourTurn: isDone ? null : (own.find((role) => lacking.includes(role)) ?? null),
  };
}
