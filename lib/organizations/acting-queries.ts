import type { Role } from "@/lib/auth/policy";
import type { Actor, Ctx } from "@/lib/context";
import { asPlatform, inTenant } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";

const left = () => new AppError("forbidden", msg("jobs.starterLeft"));

/**
 * Who started long work, as they may act now: work goes on in their name, and only as long as they may do it by hand.
 * Null is the operator's command line or Heder itself. Throws `forbidden` when they have left.
 */
export async function actorOf(ctx: Ctx, userId: string | null): Promise<Actor> {
  if (userId === null) return { kind: "system" };
  const account = await asPlatform((tx) =>
    tx.user.findFirst({
      where: { id: userId, deactivatedAt: null, erasedAt: null },
      select: { name: true, isGlobalAdmin: true },
    }),
  );
  if (!account) throw left();
  const membership = await inTenant(ctx, (tx) =>
    tx.membership.findFirst({
      where: { organizationId: ctx.organization.id, userId, status: "active" },
      select: { role: true, displayName: true },
    }),
  );
  const role: Role | undefined = account.isGlobalAdmin ? "global_admin" : membership?.role;
  if (!role) throw left();
  return { kind: "user", userId, role, name: membership?.displayName ?? account.name };
}

/** The actor whose account has this e-mail address: for the operator, who says in whose name something is done. */
export async function actorWithEmail(ctx: Ctx, email: string): Promise<Actor> {
  const account = await asPlatform((tx) =>
    tx.user.findFirst({ where: { email: email.trim().toLowerCase() }, select: { id: true } }),
  );
  if (!account) throw notFound("person");
  return actorOf(ctx, account.id);
}
