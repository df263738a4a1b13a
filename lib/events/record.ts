import { actorApiKeyId, actorUserId, type Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

type Subject = Readonly<{ type: string; id: string | null }>;
type Change = Readonly<{ before?: unknown; after?: unknown }>;

// Dates, decimals and bigints as JSON; secrets never reach this place because services pass views, not rows.
const json = (value: unknown): Prisma.InputJsonValue | typeof Prisma.DbNull =>
  value === undefined || value === null
    ? Prisma.DbNull
    : JSON.parse(JSON.stringify(value, (_, v) => (typeof v === "bigint" ? v.toString() : v)));

/**
 * The one record of a change, in the change's own transaction: who, what, before, after.
 * `action` is `<subject>.<past tense>` in snake case, e.g. `badge.revoked`.
 */
export async function record(
  tx: Tx,
  ctx: Ctx,
  action: string,
  subject: Subject,
  change: Change = {},
): Promise<void> {
  const { kind } = ctx.actor;
  // createMany, because RETURNING is not needed
  await tx.auditEntry.createMany({
    data: {
      organizationId: ctx.organization.id,
      actorKind: kind,
      actorUserId: actorUserId(ctx),
      actorApiKeyId: actorApiKeyId(ctx),
      actorRole: ctx.actor.kind === "user" ? ctx.actor.role : null,
      action,
      subjectType: subject.type,
      subjectId: subject.id,
      before: json(change.before),
      after: json(change.after),
    },
  });
}
