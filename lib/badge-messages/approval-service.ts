import { APPROVAL_NOTICES, WAITED_FOR } from "@/lib/badge-messages/approval-notices";
import { actorUserId, type Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";
import { enqueue } from "@/lib/jobs/queue";
import { telling } from "@/lib/notifications/telling";

const wakeMail = async (tx: Tx, ctx: Ctx, told: number) => {
  if (told > 0) await enqueue(tx, "notifications.deliver", { organizationId: ctx.organization.id });
};

/**
 * Tells those who may approve it that one badge waits, in the transaction that proposed it: all but its recipient and
 * whoever proposed it. A badge that stands already is nobody's to approve.
 */
export async function tellOfProposal(tx: Tx, ctx: Ctx, badgeId: string): Promise<void> {
  const told = await tx.$executeRaw`
    WITH proposed AS (
      SELECT e.organization_id, m.user_id, 'approval_wanted'::notification_kind AS kind, 'approval' AS subject_type, e.id AS subject_id,
        jsonb_build_object('what', 'one', 'achievement', a.name, 'person', p.display_name) AS "values", 'approval_wanted:' || e.id AS key
      FROM earned_badges e
      JOIN achievements a ON a.organization_id = e.organization_id AND a.id = e.achievement_id
      JOIN memberships p ON p.organization_id = e.organization_id AND p.user_id = e.user_id
      JOIN memberships m ON m.organization_id = e.organization_id AND m.status = 'active' AND m.role IN ('coordinator', 'org_admin')
        AND m.user_id <> e.user_id AND m.user_id IS DISTINCT FROM e.awarded_by_user_id
      WHERE e.organization_id = ${ctx.organization.id}::uuid AND e.id = ${badgeId}::uuid AND e.status = 'pending_approval'
    )
    ${Prisma.raw(telling("proposed"))}`;
  await wakeMail(tx, ctx, told);
}

/** The same of many badges of one achievement: one notification a day, without names, to all but the acting person. `day`: the organisation's, `yyyy-mm-dd`. */
export async function tellOfProposals(
  tx: Tx,
  ctx: Ctx,
  { achievementId, day }: Readonly<{ achievementId: string; day: string }>,
): Promise<void> {
  const told = await tx.$executeRaw`
    WITH ${Prisma.raw(WAITED_FOR)} AS (
      SELECT ${ctx.organization.id}::uuid AS organization_id, ${achievementId}::uuid AS achievement_id, ${day}::date AS day,
        ${actorUserId(ctx)}::uuid AS but_not
    )
    ${Prisma.raw(APPROVAL_NOTICES)}`;
  await wakeMail(tx, ctx, told);
}

type Lacking = Readonly<{ achievementId: string; userId: string; roles: readonly string[] }>;

/**
 * Tells those whose role's sign-off one person still lacks, once for a person and achievement: not the person, and nobody
 * who has signed. An org admin may stand for the coordinators.
 */
export async function tellOfLackingSignOffs(
  tx: Tx,
  ctx: Ctx,
  { achievementId, userId, roles }: Lacking,
): Promise<void> {
  const told = await tx.$executeRaw`
    WITH asked AS (
      SELECT m.organization_id, m.user_id, 'approval_wanted'::notification_kind AS kind, 'sign_off' AS subject_type, a.id AS subject_id,
        jsonb_build_object('what', 'sign_off', 'achievement', a.name, 'person', p.display_name) AS "values",
        'sign_off_wanted:' || a.id || ':' || p.user_id AS key
      FROM achievements a
      JOIN memberships p ON p.organization_id = a.organization_id AND p.user_id = ${userId}::uuid
      JOIN memberships m ON m.organization_id = a.organization_id AND m.status = 'active' AND m.user_id <> p.user_id
        AND (m.role::text = ANY (${[...roles]}::text[]) OR (m.role = 'org_admin' AND 'coordinator' = ANY (${[...roles]}::text[])))
      WHERE a.organization_id = ${ctx.organization.id}::uuid AND a.id = ${achievementId}::uuid
        AND NOT EXISTS (SELECT FROM manual_awards s WHERE s.organization_id = a.organization_id AND s.achievement_id = a.id
          AND s.recipient_user_id = p.user_id AND s.issuer_user_id = m.user_id)
    )
    ${Prisma.raw(telling("asked"))}`;
  await wakeMail(tx, ctx, told);
}
