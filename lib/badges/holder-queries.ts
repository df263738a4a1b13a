import { actorUserId, type Ctx, may } from "@/lib/context";
import { ask, type Question } from "@/lib/database/question";
import type { Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";
import { Prisma } from "@/lib/generated/prisma/client";

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
export const findHolder = (tx: Tx, ctx: Ctx, userId: string): Promise<Holder> =>
  ask(tx, holderOf(ctx, userId));

type Member = Pick<Holder, "name" | "visibility"> & Readonly<{ status: string }>;

/** As `findHolder`. */
export const holderOf = (ctx: Ctx, userId: string): Question<Holder> => ({
  sql: Prisma.sql`SELECT m.display_name AS name, m.status, m.profile_visibility AS visibility FROM memberships m
    WHERE m.organization_id = ${ctx.organization.id}::uuid AND m.user_id = ${userId}::uuid`,
  read: ([member]: readonly Member[]) => {
    const isSelf = isOwn(ctx, userId);
    const isOpen = member?.status === "active" && member.visibility !== "private";
    if (!member || !(isSelf || may(ctx, "people:read") || isOpen)) throw notFound("person");
    return { userId, name: member.name, isSelf, visibility: member.visibility };
  },
});

/** Whether it is the asker's own profile. */
export const isOwn = (ctx: Ctx, userId: string): boolean => actorUserId(ctx) === userId;
