import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

type Entry = Readonly<{
  achievementId: string;
  recordedAt: string;
  after: string | null;
  upTo: string | null;
}>;

/**
 * The badges (`f`) that one audit entry about many of them names: those of its achievement that were written at that
 * instant, to people between its bounds. Of an entry that is unknown, or about something else, none.
 */
export async function isOfEntry(tx: Tx, ctx: Ctx, seq: string): Promise<Prisma.Sql> {
  const [entry] = await tx.$queryRaw<Entry[]>`
    SELECT l.subject_id AS "achievementId", l.after ->> 'recordedAt' AS "recordedAt", l.after ->> 'after' AS after, l.after ->> 'upTo' AS "upTo"
    FROM audit_log l WHERE l.organization_id = ${ctx.organization.id}::uuid AND l.seq = ${seq}::bigint
      AND l.action = 'badge.awarded' AND l.subject_type = 'achievement' AND l.after ? 'recordedAt'`;
  if (!entry) return Prisma.sql`false`;
  return Prisma.sql`f.achievement_id = ${entry.achievementId}::uuid AND f.created_at = ${entry.recordedAt}::text::timestamptz
    AND (${entry.after}::uuid IS NULL OR f.user_id > ${entry.after}::uuid) AND (${entry.upTo}::uuid IS NULL OR f.user_id <= ${entry.upTo}::uuid)`;
}
