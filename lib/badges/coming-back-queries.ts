import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { Prisma } from "@/lib/generated/prisma/client";

/** The badges of a revocation of many that would be again what they were: no file of them was revoked, and nobody holds them anew. */
const comingBackSql = ({ organization }: Ctx, id: string) => Prisma.sql`
  FROM badge_revocation_rows r
  JOIN earned_badges e ON e.organization_id = r.organization_id AND e.id = r.earned_badge_id
  WHERE r.organization_id = ${organization.id}::uuid AND r.revocation_id = ${id}::uuid AND r.outcome = 'revoked'
    AND e.status = 'revoked'
    AND NOT EXISTS (SELECT FROM credentials c WHERE c.organization_id = e.organization_id AND c.earned_badge_id = e.id
      AND c.revoked_at IS NOT NULL)
    AND (r.previous_status = 'expired' OR NOT EXISTS (SELECT FROM earned_badges o WHERE o.organization_id = e.organization_id
      AND o.achievement_id = e.achievement_id AND o.user_id = e.user_id AND o.occurrence = e.occurrence
      AND o.status IN ('pending_approval', 'awarded')))`;

/** Their ids, and nobody changes them until the transaction ends. */
export async function lockComingBack(tx: Tx, ctx: Ctx, id: string): Promise<string[]> {
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT e.id ${comingBackSql(ctx, id)} ORDER BY e.id FOR UPDATE OF e`;
  return rows.map((row) => row.id);
}

/** How many they are at this moment: for the question before. */
export async function countComingBack(tx: Tx, ctx: Ctx, id: string): Promise<number> {
  const [row] = await tx.$queryRaw<
    [{ count: number }]
  >`SELECT count(*)::integer AS count ${comingBackSql(ctx, id)}`;
  return row.count;
}
