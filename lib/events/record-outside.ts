import type { Actor } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

type Change = Readonly<{ before?: Prisma.InputJsonObject; after?: Prisma.InputJsonObject }>;

/**
 * The record of a change outside of organisations: of the installation, or of an account by its owner
 * (`asPlatform` and `asUser` of lib/db.ts). No organisation's administrators see it.
 */
export async function recordOutside(
  tx: Tx,
  actor: Actor,
  action: string,
  subject: Readonly<{ type: string; id: string | null }>,
  change: Change = {},
): Promise<void> {
  await tx.auditEntry.createMany({
    data: {
      organizationId: null,
      actorKind: actor.kind,
      actorUserId: actor.kind === "user" ? actor.userId : null,
      actorRole: actor.kind === "user" ? actor.role : null,
      action,
      subjectType: subject.type,
      subjectId: subject.id,
      before: change.before ?? Prisma.DbNull,
      after: change.after ?? Prisma.DbNull,
    },
  });
}
