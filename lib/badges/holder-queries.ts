import { actorUserId, type Ctx, may } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";

export type Holder = Readonly<{
  userId: string;
  name: string;
  isSelf: boolean;
  /** Who sees the profile, as its holder chose. */
  visibility: "private" | "organization" | "public";
}>;

/**
 * Somebody whose profile the asker may see. A colleague's private profile, an inactive person and an unknown one are all
 * `not_found` to peers.
 */
export async function findHolder(tx: Tx, ctx: Ctx, userId: string): Promise<Holder> {
  const member = await tx.membership.findFirst({
    where: { organizationId: ctx.organization.id, userId },
    select: { displayName: true, status: true, profileVisibility: true },
  });
  const isSelf = actorUserId(ctx) === userId;
  const isStaff = may(ctx, "people:read");
  const isOpen = member?.status === "active" && member.profileVisibility !== "private";
  if (!member || !(isSelf || isStaff || isOpen)) throw notFound("person");
  return { userId, name: member.displayName, isSelf, visibility: member.profileVisibility };
}
