import { createPasswordLink, type PasswordLink } from "@/lib/auth/password-link";
import { actorUserId, authorize, type Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { record } from "@/lib/events/record";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";
import type { NewPerson } from "@/lib/people/schema";

/** A calendar day as PostgreSQL's `date`, or none. */
export const asDate = (day: string | undefined): Date | null => (day ? new Date(`${day}T00:00:00Z`) : null);

export type AddedMember = Readonly<{
  userId: string;
  membershipId: string;
  /** To choose a password with; null without an e-mail, as there is then nothing to sign in with. */
  link: PasswordLink | null;
}>;

/**
 * Adds one person inside a transaction that is under way. Their account is a new one whatever the e-mail: an
 * account of another organisation is neither attached nor revealed (create_accounts), its owner joins by the link.
 */
export async function addMember(tx: Tx, ctx: Ctx, person: NewPerson): Promise<AddedMember> {
  authorize(ctx, "people:write");
  const { displayName, email, role, joinedOn } = person;
  const [account] = await tx.$queryRaw<[{ user_id: string }]>`
    SELECT user_id FROM create_accounts(ARRAY[${email ?? null}]::text[], ARRAY[${displayName}]::text[])`;
  const userId = account.user_id;
  const { id: membershipId } = await tx.membership.create({
    data: {
      organizationId: ctx.organization.id,
      userId,
      role,
      displayName,
      email: email ?? null,
      joinedOn: asDate(joinedOn),
    },
    select: { id: true },
  });
  await requestEvaluation(tx, ctx, [userId], "membership");
  await record(tx, ctx, "person.added", { type: "person", id: userId }, { after: person });
  return { userId, membershipId, link: email ? await inviteMember(tx, ctx, { userId, membershipId }) : null };
}

/** A link to choose a first password, or null where the account is in use already. It replaces an earlier one. */
export async function inviteMember(
  tx: Tx,
  ctx: Ctx,
  member: Readonly<{ userId: string; membershipId: string }>,
): Promise<PasswordLink | null> {
  const createdBy = actorUserId(ctx);
  const link = await createPasswordLink(tx, { ...member, purpose: "invitation", createdBy });
  if (link) {
    const after = { expiresAt: link.expiresAt };
    await record(tx, ctx, "person.invited", { type: "person", id: member.userId }, { after });
  }
  return link;
}
