import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { notFound } from "@/lib/errors";

/** Where a fact came from and what became of it. Names are null for jobs, the command line and global admins. */
export type FactHistory = Readonly<{
  /** The state that was seen: goes back with a correction. */
  version: string;
  recordedAt: Date;
  recordedBy: string | null;
  isImported: boolean;
  /** The name of the key another system sent it with. */
  sentWith: string | null;
  person: Readonly<{ userId: string; name: string; detail: string | null }>;
  voided: Readonly<{ at: Date; by: string | null; reason: string }> | null;
}>;

type Stored = Readonly<{
  createdAt: Date;
  updatedAt: Date;
  importId: string | null;
  recordedByUserId: string | null;
  apiKeyId: string | null;
  voidedAt: Date | null;
  voidedByUserId: string | null;
  voidReason: string | null;
}>;

/** The story of a fact and the names of those in it. */
export async function historyOf(tx: Tx, ctx: Ctx, userId: string, row: Stored): Promise<FactHistory> {
  const ids = [userId, row.recordedByUserId, row.voidedByUserId].filter((id) => id !== null);
  const members = await tx.membership.findMany({
    where: { organizationId: ctx.organization.id, userId: { in: ids } },
    select: { userId: true, displayName: true, email: true, externalRef: true },
  });
  const key =
    row.apiKeyId === null
      ? null
      : await tx.apiKey.findFirst({
          where: { organizationId: ctx.organization.id, id: row.apiKeyId },
          select: { name: true },
        });
  const find = (id: string | null) => members.find((member) => member.userId === id);
  const nameOf = (id: string | null) => find(id)?.displayName ?? null;
  const person = find(userId);
  if (!person) throw notFound("person");
  const voided = row.voidedAt && {
    at: row.voidedAt,
    by: nameOf(row.voidedByUserId),
    reason: row.voidReason ?? "",
  };
  return {
    version: row.updatedAt.toISOString(),
    recordedAt: row.createdAt,
    recordedBy: nameOf(row.recordedByUserId),
    isImported: row.importId !== null,
    sentWith: key?.name ?? null,
    person: { userId, name: person.displayName, detail: person.email ?? person.externalRef },
    voided,
  };
}
