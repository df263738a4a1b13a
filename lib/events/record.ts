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
  await recordAll(tx, ctx, action, [{ subject, ...change }]);
}

/** The same for many changes of one kind, in one statement. */
export async function recordAll(
  tx: Tx,
  ctx: Ctx,
  action: string,
  changes: readonly (Change & Readonly<{ subject: Subject }>)[],
): Promise<void> {
  if (changes.length === 0) return;
  // createMany, because RETURNING is not needed
  await tx.auditEntry.createMany({
    data: changes.map(({ subject, before, after }) => ({
      organizationId: ctx.organization.id,
      actorKind: ctx.actor.kind,
      actorUserId: actorUserId(ctx),
      actorApiKeyId: actorApiKeyId(ctx),
      actorRole: ctx.actor.kind === "user" ? ctx.actor.role : null,
      action,
      subjectType: subject.type,
      subjectId: subject.id,
      before: json(before),
      after: json(after),
    })),
  });
}
