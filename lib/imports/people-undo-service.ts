import { actorUserId } from "@/lib/context";
import { Prisma } from "@/lib/generated/prisma/client";
import { isSame, type PersonState } from "@/lib/imports/people-rows";
import { lockPeople, writeStates } from "@/lib/imports/people-write-service";
import type { Undoing } from "@/lib/imports/run-service";
import type { Undone } from "@/lib/imports/undone";

/**
 * People whom an import added are deleted where nothing refers to them, with accounts that nobody has used; the
 * others stay, and so does whoever undoes it. People it changed become what they were.
 */
export async function takeBackPeople(undoing: Undoing): Promise<Undone> {
  const restored = await restorePeople(undoing);
  return { ...restored, ...(await deletePeople(undoing)) };
}

async function restorePeople({ tx, ctx, importId }: Undoing) {
  const organizationId = ctx.organization.id;
  const rows = await tx.importRow.findMany({
    where: { organizationId, importId, outcome: "updated" },
    select: { subjectId: true, before: true, after: true },
  });
  const noted = new Map(rows.map(({ subjectId, ...states }) => [subjectId, states]));
  const ids = [...noted.keys()].flatMap((id) => id ?? []);
  const known = await lockPeople(tx, organizationId, Prisma.sql`m.id = ANY(${ids}::uuid[])`);
  const changes = known.flatMap((person) => {
    // What the import itself wrote there.
    const { before, after } = (noted.get(person.id) ?? {}) as { before?: PersonState; after?: PersonState };
    return before && after && isSame(person, after)
      ? [{ id: person.id, userId: person.userId, before: person, after: before }]
      : [];
  });
  if (changes.length > 0) await writeStates(tx, organizationId, changes);
  const people = changes.map(({ userId }) => userId);
  return { restored: changes.length, changedSince: rows.length - changes.length, people };
}

async function deletePeople({ tx, ctx, importId }: Undoing): Promise<Pick<Undone, "removed" | "kept">> {
  const organizationId = ctx.organization.id;
  const created = await tx.membership.findMany({
    where: { organizationId, importId },
    select: { id: true, userId: true },
    orderBy: { id: "asc" },
  });
  const ids = created.filter(({ userId }) => userId !== actorUserId(ctx)).map(({ id }) => id);
  const accounts = await tx.$queryRaw<{ id: string }[]>`
    SELECT id::text FROM delete_unused_members(${ids}::uuid[]) AS deleted (id)`;
  const discarded = accounts.map(({ id }) => id);
  await tx.$executeRaw`SELECT discard_accounts(${discarded}::uuid[])`;
  return { removed: accounts.length, kept: created.length - accounts.length };
}
