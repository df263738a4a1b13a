import { actorUserId, authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";

const reader = (ctx: Ctx): string => {
  const userId = actorUserId(ctx);
  if (!userId) throw new AppError("forbidden", msg("forbidden"));
  return userId;
};

/** One of the acting person's notifications has been read; when it had been already, it stays so. Anybody else's: `not_found`. */
export async function markRead(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorize(ctx, "inbox:read");
  const where = { organizationId: ctx.organization.id, userId: reader(ctx), id };
  await inTenant(ctx, async (tx, now) => {
    const { count } = await tx.notification.updateMany({
      where: { ...where, readAt: null },
      data: { readAt: now },
    });
    if (count === 0 && !(await tx.notification.findFirst({ where, select: { id: true } })))
      throw notFound("notification");
  });
}

/** The same taken back: it is new again. Anybody else's: `not_found`. */
export async function markUnread(ctx: Ctx, { id }: { id: string }): Promise<void> {
  authorize(ctx, "inbox:read");
  const where = { organizationId: ctx.organization.id, userId: reader(ctx), id };
  const { count } = await inTenant(ctx, (tx) =>
    tx.notification.updateMany({ where, data: { readAt: null } }),
  );
  if (count === 0) throw notFound("notification");
}

/** Everything the acting person has been told has been read. Answers how much was new. */
export async function markAllRead(ctx: Ctx): Promise<number> {
  authorize(ctx, "inbox:read");
  const where = { organizationId: ctx.organization.id, userId: reader(ctx), readAt: null };
  return inTenant(ctx, async (tx, now) => {
    const { count } = await tx.notification.updateMany({ where, data: { readAt: now } });
    return count;
  });
}
