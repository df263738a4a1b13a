import { Prisma } from "@/lib/generated/prisma/client";

/**
 * Whether whom a row is about, by its alias, has not left. Looks for those who have: they have an index of their own, and a
 * membership is inactive exactly when it says since when.
 */
export const hasNotLeft = (row: string): Prisma.Sql =>
  Prisma.raw(`NOT EXISTS (SELECT FROM memberships left_by WHERE left_by.organization_id = ${row}.organization_id
    AND left_by.user_id = ${row}.user_id AND left_by.deactivated_at IS NOT NULL)`);
