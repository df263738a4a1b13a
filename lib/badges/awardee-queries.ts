import { actorUserId, authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";

export type Awardee = Readonly<{ userId: string; name: string; detail: string | null }>;

const SHOWN = 12;
const select = { userId: true, displayName: true, email: true, externalRef: true } as const;

type Row = { userId: string; displayName: string; email: string | null; externalRef: string | null };
const toAwardee = ({ userId, displayName, email, externalRef }: Row): Awardee => ({
  userId,
  name: displayName,
  detail: email ?? externalRef,
});

/** The first people whose name, e-mail or reference contains the text; never inactive ones nor the asker. */
export async function searchAwardees(ctx: Ctx, text: string): Promise<readonly Awardee[]> {
  authorize(ctx, "badges:award");
  requireModule(ctx, "achievements_gamification");
  if (text === "") return [];
  const contains = { contains: text, mode: "insensitive" } as const;
  const self = actorUserId(ctx);
  return await inTenant(ctx, async (tx) => {
    const rows = await tx.membership.findMany({
      where: {
        organizationId: ctx.organization.id,
        status: "active",
        ...(self ? { userId: { not: self } } : {}),
        OR: [{ displayName: contains }, { email: contains }, { externalRef: contains }],
      },
      select,
      orderBy: [{ displayName: "asc" }, { id: "asc" }],
      take: SHOWN,
    });
    return rows.map(toAwardee);
  });
}

/** The person a link to the form names, or null when they cannot be awarded anything. */
export async function findAwardee(ctx: Ctx, userId: string): Promise<Awardee | null> {
  authorize(ctx, "badges:award");
  if (userId === actorUserId(ctx)) return null;
  return await inTenant(ctx, async (tx) => {
    const where = { organizationId: ctx.organization.id, userId, status: "active" } as const;
    const row = await tx.membership.findFirst({ where, select });
    return row && toAwardee(row);
  });
}
