import { actorUserId, type Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";

/** The acting person as a member; null for a global administrator, who acts here without belonging here. */
export async function actingMember(tx: Tx, ctx: Ctx): Promise<string | null> {
  const userId = actorUserId(ctx);
  if (!userId) return null;
  const where = { organizationId: ctx.organization.id, userId };
  return (await tx.membership.count({ where })) > 0 ? userId : null;
}

/** Those who look after others now, coordinators and organisation administrators, without one of them; by id. */
export async function staffBut(tx: Tx, ctx: Ctx, userId: string): Promise<string[]> {
  const found = await tx.membership.findMany({
    where: {
      organizationId: ctx.organization.id,
      status: "active",
      role: { in: ["coordinator", "org_admin"] },
      userId: { not: userId },
    },
    select: { userId: true },
    orderBy: { userId: "asc" },
  });
  return found.map((row) => row.userId);
}
