import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";

/**
 * A member, held until the end of the transaction, so that what they may have only so many of can be counted: two requests
 * of theirs at once come one after the other. Answers the name; `forbidden` for who is none.
 */
export async function holdMember(tx: Tx, { organization }: Ctx, userId: string): Promise<string> {
  const [found] = await tx.$queryRaw<{ name: string }[]>`
    SELECT display_name AS name FROM memberships
    WHERE organization_id = ${organization.id}::uuid AND user_id = ${userId}::uuid FOR NO KEY UPDATE`;
  if (!found) throw new AppError("forbidden", msg("forbidden"));
  return found.name;
}
