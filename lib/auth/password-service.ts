import { hashPassword, verifyPassword } from "@/lib/auth/password";
import {
  acceptPasswordLink,
  createPasswordLink,
  findPasswordLink,
  redeemPasswordLink,
} from "@/lib/auth/password-link";
import { passwordProblem } from "@/lib/auth/password-rules";
import { countTry, forgetTries } from "@/lib/auth/rate-limit";
import { orRefusal } from "@/lib/constraints";
import type { Actor, Locale } from "@/lib/context";
import { asNobody, asUser } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { recordOutside } from "@/lib/events/record-outside";

type UserActor = Extract<Actor, { kind: "user" }>;

const linkIsOver = () => new AppError("not_found", msg("auth.linkIsOver"));

function refuseGuessable(password: string, owner: readonly (string | null)[], field: string): void {
  const problem = passwordProblem(password, owner);
  if (problem) throw new AppError("invalid", msg("form"), { [field]: msg(problem) });
}

const itself = (userId: string, name: string): UserActor => ({
  kind: "user",
  userId,
  name,
  role: "peer_mentor",
});

/**
 * Takes a link: the account gets this password, and its e-mail is then known to sign in with. Throws `not_found`
 * for a used, expired or unknown link alike, and `invalid` for a password that would be guessed.
 */
export async function choosePassword(input: {
  token: string;
  password: string;
}): Promise<{ email: string | null }> {
  const link = await findPasswordLink(input.token);
  if (!link || link.needsSignIn) throw linkIsOver();
  refuseGuessable(input.password, [link.email, link.name], "password");
  const hash = await hashPassword(input.password);
  const taken = asUser(link.userId, async (tx) => {
    if ((await redeemPasswordLink(tx, input.token, hash)) === null) throw linkIsOver();
    const subject = { type: "user", id: link.userId };
    await recordOutside(tx, itself(link.userId, link.name), "user.password_set", subject, {
      after: { by: link.purpose },
    });
  });
  await orRefusal(taken, { users_email_key: linkIsOver });
  // Whoever holds the key of the account is its owner; old wrong tries must not keep them out.
  if (link.email) await forgetTries("sign-in:account", link.email);
  return { email: link.email };
}

/**
 * A signed-in person joins the organisation that invited their address. Throws `not_found` when the link is over or
 * was for another address, and `conflict` when they are a member already.
 */
export async function acceptInvitation(account: UserActor, token: string): Promise<{ slug: string }> {
  const link = await findPasswordLink(token);
  if (!link?.organizationSlug) throw linkIsOver();
  const already = () => new AppError("conflict", msg("auth.alreadyMember"));
  const accepted = asUser(account.userId, async (tx) => {
    const membershipId = await acceptPasswordLink(tx, token, account.userId);
    if (membershipId === null) throw linkIsOver();
    await recordOutside(tx, account, "membership.accepted", { type: "membership", id: membershipId });
  });
  await orRefusal(accepted, {
    memberships_organization_id_user_id_key: already,
    earned_badges_nobody_awards_themselves: already,
    manual_awards_nobody_awards_themselves: already,
  });
  return { slug: link.organizationSlug };
}

export type ResetMail = Readonly<{
  to: string;
  name: string;
  locale: Locale | null;
  url: string;
  expiresAt: Date;
}>;

type Found = { user_id: string; name: string; locale: Locale | null };

/**
 * What to mail to somebody who forgot the password, or null when no account signs in with the address. The caller
 * answers the same either way. Throws `rate_limited` after too many tries.
 */
export async function requestReset(email: string, address: string): Promise<ResetMail | null> {
  await countTry("forgotten:address", address);
  await countTry("forgotten:account", email);
  return asNobody(async (tx) => {
    const [account] = await tx.$queryRaw<Found[]>`SELECT user_id, name, locale FROM find_account(${email})`;
    if (!account) return null;
    const made = { userId: account.user_id, membershipId: null, purpose: "reset", createdBy: null } as const;
    const link = await createPasswordLink(tx, made);
    return link && { to: email.toLowerCase(), name: account.name, locale: account.locale, ...link };
  });
}

/**
 * A new password for oneself; every session of the account ends. Answers the new session version, for the device
 * that asked. Throws `invalid` at `currentPassword`, and `rate_limited` after several wrong ones.
 */
export async function changePassword(
  account: UserActor,
  input: { currentPassword: string; newPassword: string },
): Promise<{ sessionVersion: number }> {
  const { userId } = account;
  await countTry("password:account", userId);
  const known = await asUser(userId, (tx) =>
    tx.user.findFirstOrThrow({
      where: { id: userId },
      select: { passwordHash: true, email: true, name: true },
    }),
  );
  if (!(await verifyPassword(known.passwordHash, input.currentPassword))) {
    throw new AppError("invalid", msg("form"), { currentPassword: msg("auth.wrongPassword") });
  }
  refuseGuessable(input.newPassword, [known.email, known.name], "newPassword");
  const passwordHash = await hashPassword(input.newPassword);
  const changed = await asUser(userId, async (tx, now) => {
    await recordOutside(tx, account, "user.password_changed", { type: "user", id: userId });
    return tx.user.update({
      where: { id: userId },
      data: { passwordHash, passwordChangedAt: now, sessionVersion: { increment: 1 } },
      select: { sessionVersion: true },
    });
  });
  await forgetTries("password:account", userId);
  return changed;
}
