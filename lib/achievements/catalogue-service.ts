import { platformCatalogue } from "@/lib/achievements/catalogue";
import { columnsOf } from "@/lib/achievements/row-service";
import { authorize, type Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import { record } from "@/lib/events/record";

/**
 * Gives a new organisation the platform's achievements as drafts of its own, in its language, under the keys all
 * organisations share (seed 000 org_scoped_key_uniqueness). Keys it has already are left alone. Answers how many came.
 */
export async function copyCatalogue(tx: Tx, ctx: Ctx): Promise<number> {
  authorize(ctx, "achievements:write");
  const organizationId = ctx.organization.id;
  const data = platformCatalogue(ctx.organization.locale).map((definition, index) => ({
    ...columnsOf(definition),
    organizationId,
    sortOrder: index + 1,
  }));
  const { count } = await tx.achievement.createMany({ data, skipDuplicates: true });
  if (count > 0) {
    await record(
      tx,
      ctx,
      "achievements.copied",
      { type: "achievements", id: null },
      { after: { keys: data.map(({ key }) => key) } },
    );
  }
  return count;
}
