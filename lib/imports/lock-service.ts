import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import type { ImportKind } from "@/lib/imports/rules";

/** Until the transaction ends, no other import of this kind into this organisation, nor the undoing of one. */
export async function lockKind(tx: Tx, ctx: Ctx, kind: ImportKind): Promise<void> {
  const name = `import ${ctx.organization.id} ${kind}`;
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${name}, 0))`;
}
