import { createPasswordLink, type PasswordLink } from "@/lib/auth/password-link";
import type { Actor } from "@/lib/context";
import { asPlatform } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { recordOutside } from "@/lib/events/record-outside";

/**
 * Makes the account of this address a global admin's, or a new one, and gives a link to choose its password. Only
 * at the command line. An account that was not one before loses its password, sessions and links: whoever
 * made or held it until now must not become global admin with it.
 */
export async function createGlobalAdmin(
  actor: Actor,
  email: string,
): Promise<{ userId: string; link: PasswordLink }> {
  if (actor.kind !== "command") throw new AppError("forbidden", msg("forbidden"));
  return asPlatform(async (tx) => {
    const name = email.split("@")[0] ?? email;
    await tx.user.createMany({ data: { email, name, isGlobalAdmin: true }, skipDuplicates: true });
    const account = await tx.user.findFirstOrThrow({
      where: { email },
      select: { id: true, isGlobalAdmin: true, passwordHash: true },
    });
    const { id: userId } = account;
    if (!account.isGlobalAdmin) {
      const fresh = { isGlobalAdmin: true, passwordHash: null, sessionVersion: { increment: 1 } } as const;
      await tx.user.updateMany({ where: { id: userId }, data: fresh });
    }
    await tx.$executeRaw`SELECT close_password_links(${userId}::uuid)`;
    const purpose = account.isGlobalAdmin && account.passwordHash ? "reset" : "invitation";
    const wanted = { userId, membershipId: null, purpose, createdBy: null } as const;
    const link = await createPasswordLink(tx, wanted);
    if (!link) throw new AppError("conflict", msg("organizations.accountIsClosed"));
    await recordOutside(tx, actor, "user.made_global_admin", { type: "user", id: userId });
    return { userId, link };
  });
}
