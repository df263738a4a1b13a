import { authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { notFound } from "@/lib/errors";

export type OwnProfile = Readonly<{ membershipId: string; displayName: string; email: string | null }>;

/** The acting person as the organisation knows them. `not_found` for who is no member. */
export async function getOwnProfile(ctx: Ctx): Promise<OwnProfile> {
  authorize(ctx, "account:write");
  if (ctx.actor.kind !== "user") throw notFound("person");
  const where = { organizationId: ctx.organization.id, userId: ctx.actor.userId };
  const found = await inTenant(ctx, (tx) =>
    tx.membership.findFirst({ where, select: { id: true, displayName: true, email: true } }),
  );
  if (!found) throw notFound("person");
  const { id: membershipId, displayName, email } = found;
  return { membershipId, displayName, email };
}
