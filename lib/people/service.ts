import type { PasswordLink } from "@/lib/auth/password-link";
import type { Role } from "@/lib/auth/policy";
import { orRefusal, type Refusals } from "@/lib/constraints";
import { actorUserId, authorize, type Ctx } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";
import { lookAgain } from "@/lib/jobs/dashboard-refresh";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";
import { type AddedMember, addMember, asDate, inviteMember } from "@/lib/people/member-service";
import type { NewPerson, PersonDetails } from "@/lib/people/schema";

type MemberRole = Exclude<Role, "global_admin">;
type Member = Readonly<{
  id: string;
  role: MemberRole;
  status: "active" | "inactive";
  displayName: string;
  email: string | null;
  externalRef: string | null;
  joinedOn: Date | null;
}>;

const at = (field: string, key: string) => () => new AppError("conflict", msg("form"), { [field]: msg(key) });

const REFUSALS: Refusals = {
  memberships_email_unique: at("email", "people.emailTaken"),
  memberships_external_ref_unique: at("externalRef", "people.externalRefTaken"),
  memberships_last_org_admin: () => new AppError("conflict", msg("people.lastAdmin")),
};

const subjectOf = (userId: string) => ({ type: "person", id: userId }) as const;

/** The membership, locked until the transaction ends, so that `before` in the record is what really was. */
async function lockMember(tx: Tx, ctx: Ctx, userId: string): Promise<Member> {
  const [member] = await tx.$queryRaw<Member[]>`
    SELECT id, role::text AS role, status::text AS status, display_name AS "displayName", email,
      external_ref AS "externalRef", joined_on AS "joinedOn"
    FROM memberships WHERE organization_id = ${ctx.organization.id}::uuid AND user_id = ${userId}::uuid
    FOR NO KEY UPDATE`;
  if (!member) throw notFound("person");
  return member;
}

const endSessions = (tx: Tx, userId: string) => tx.$executeRaw`SELECT end_sessions(${userId}::uuid)`;

/**
 * Adds a person with a role. With an e-mail they get a single-use link to choose a password, shown this once.
 * Throws `conflict` at the e-mail when somebody in the organisation has it.
 */
export async function addPerson(ctx: Ctx, input: NewPerson): Promise<AddedMember> {
  authorize(ctx, "people:write");
  return orRefusal(
    inTenant(ctx, (tx) => addMember(tx, ctx, input)),
    REFUSALS,
  );
}

/** Corrects what the organisation knows of a person. An account in use keeps the address its owner signs in with. */
export async function updatePerson(ctx: Ctx, input: PersonDetails): Promise<void> {
  authorize(ctx, "people:write");
  const { userId, displayName, email = null, externalRef = null, joinedOn } = input;
  const updated = inTenant(ctx, async (tx) => {
    const { id, role, status, ...before } = await lockMember(tx, ctx, userId);
    const after = { displayName, email, externalRef, joinedOn: asDate(joinedOn) };
    await tx.membership.updateMany({ where: { organizationId: ctx.organization.id, id }, data: after });
    if (before.email !== email) await tx.$executeRaw`SELECT follow_member_email(${userId}::uuid)`;
    await requestEvaluation(tx, ctx, [userId], "membership");
    await record(tx, ctx, "person.updated", subjectOf(userId), { before, after });
  });
  await orRefusal(updated, REFUSALS);
}

/** Holds from the person's next request. Throws `conflict` for the last active administrator. */
export async function changeRole(ctx: Ctx, input: { userId: string; role: MemberRole }): Promise<void> {
  authorize(ctx, "people:write");
  const { userId, role } = input;
  const changed = inTenant(ctx, async (tx) => {
    const before = await lockMember(tx, ctx, userId);
    if (before.role === role) return;
    await tx.membership.updateMany({
      where: { organizationId: ctx.organization.id, id: before.id },
      data: { role },
    });
    await record(tx, ctx, "person.role_changed", subjectOf(userId), {
      before: { role: before.role },
      after: { role },
    });
  });
  await orRefusal(changed, REFUSALS);
}

/**
 * The person no longer gets in, and is no longer evaluated; what they earned stays. Their sessions end.
 * Throws `conflict` for the last active administrator.
 */
export async function deactivatePerson(ctx: Ctx, { userId }: { userId: string }): Promise<void> {
  authorize(ctx, "people:write");
  const deactivated = inTenant(ctx, async (tx, now) => {
    const before = await lockMember(tx, ctx, userId);
    if (before.status === "inactive") return;
    await tx.membership.updateMany({
      where: { organizationId: ctx.organization.id, id: before.id },
      data: { status: "inactive", deactivatedAt: now, deactivatedByUserId: actorUserId(ctx) },
    });
    await endSessions(tx, userId);
    await lookAgain(tx, ctx, [userId]);
    await record(tx, ctx, "person.deactivated", subjectOf(userId), {
      before: { status: "active" },
      after: { status: "inactive" },
    });
  });
  await orRefusal(deactivated, REFUSALS);
}

/** The person gets in again, with the same role, password and history. */
export async function reactivatePerson(ctx: Ctx, { userId }: { userId: string }): Promise<void> {
  authorize(ctx, "people:write");
  await inTenant(ctx, async (tx) => {
    const before = await lockMember(tx, ctx, userId);
    if (before.status === "active") return;
    await tx.membership.updateMany({
      where: { organizationId: ctx.organization.id, id: before.id },
      data: { status: "active", deactivatedAt: null, deactivatedByUserId: null },
    });
    await record(tx, ctx, "person.reactivated", subjectOf(userId), {
      before: { status: "inactive" },
      after: { status: "active" },
    });
    // What was recorded about them meanwhile was not looked at.
    await requestEvaluation(tx, ctx, [userId]);
  });
}

/**
 * A new single-use link for somebody who has not chosen a password yet; the former one is over. Throws `conflict`
 * when the account is in use: its owner asks for a new password by e-mail, and nobody else can.
 */
export async function renewInvitation(ctx: Ctx, { userId }: { userId: string }): Promise<PasswordLink> {
  authorize(ctx, "people:write");
  return inTenant(ctx, async (tx) => {
    const { id: membershipId } = await lockMember(tx, ctx, userId);
    const link = await inviteMember(tx, ctx, { userId, membershipId });
    if (!link) throw new AppError("conflict", msg("people.accountInUse"));
    return link;
  });
}

/** One's own name as this organisation shows it. */
export async function changeOwnName(ctx: Ctx, { displayName }: { displayName: string }): Promise<void> {
  authorize(ctx, "account:write");
  const userId = actorUserId(ctx);
  if (!userId) throw notFound("person");
  await inTenant(ctx, async (tx) => {
    const before = await lockMember(tx, ctx, userId);
    await tx.membership.updateMany({
      where: { organizationId: ctx.organization.id, id: before.id },
      data: { displayName },
    });
    const change = { before: { displayName: before.displayName }, after: { displayName } };
    await record(tx, ctx, "person.renamed_self", subjectOf(userId), change);
  });
}
