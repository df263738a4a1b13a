import type { Tx } from "@/lib/db";
import { UNDONE_REASON } from "@/lib/facts/rules";
import type { Undoing } from "@/lib/imports/run-service";
import type { Undone } from "@/lib/imports/undone";
import { requestEvaluation } from "@/lib/jobs/evaluation-requests";

/**
 * Revokes what an import awarded or issued and still stands: badges and certificates are never deleted. Whoever they
 * were revoked for is nobody's decision about the person, so no revoker is named and they can be earned again.
 */
export async function revokeCreated(
  undoing: Undoing,
  table: "earned_badges" | "certifications",
): Promise<Undone> {
  const { tx, ctx } = undoing;
  const people = await holdersOf(undoing, table);
  // Before the badges, as evaluation does: whoever locked the two in another order could wait for ever.
  await requestEvaluation(tx, ctx, people);
  const made = await countOf(tx, undoing, table);
  const removed = await tx.$executeRawUnsafe(
    `UPDATE ${table} SET status = 'revoked', revoked_at = now(), revocation_reason = $3
     WHERE organization_id = $1::uuid AND import_id = $2::uuid AND status IN (${STANDING[table]})`,
    ctx.organization.id,
    undoing.importId,
    UNDONE_REASON,
  );
  return { removed, kept: made - removed, restored: 0, changedSince: 0, people };
}

const STANDING = {
  earned_badges: "'pending_approval', 'awarded', 'expired'",
  certifications: "'active', 'expiring_soon', 'expired'",
} as const;

async function holdersOf({ tx, ctx, importId }: Undoing, table: keyof typeof STANDING): Promise<string[]> {
  const rows = await tx.$queryRawUnsafe<{ id: string }[]>(
    `SELECT DISTINCT user_id::text AS id FROM ${table} WHERE organization_id = $1::uuid AND import_id = $2::uuid`,
    ctx.organization.id,
    importId,
  );
  return rows.map(({ id }) => id);
}

async function countOf(tx: Tx, { ctx, importId }: Undoing, table: keyof typeof STANDING): Promise<number> {
  const where = { organizationId: ctx.organization.id, importId };
  return table === "earned_badges" ? tx.earnedBadge.count({ where }) : tx.certification.count({ where });
}
