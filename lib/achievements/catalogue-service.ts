import type * as z from "zod";
import { platformCatalogue } from "@/lib/achievements/catalogue";
import { columnsOf, nextPlace } from "@/lib/achievements/row-service";
import type { catalogueKeys } from "@/lib/achievements/schema";
import { authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant, type Tx } from "@/lib/db";
import { AppError, msg } from "@/lib/errors";
import { record } from "@/lib/events/record";

/**
 * Gives a new organisation the platform's achievements as drafts of its own, in its language, under the keys all
 * organisations share (seed 000 org_scoped_key_uniqueness). Keys it has already are left alone. Answers how many came.
 */
export const copyCatalogue = (tx: Tx, ctx: Ctx): Promise<number> => copy(tx, ctx, null);

/**
 * Copies chosen achievements of the platform as drafts at the end of the order. What the organisation has under these
 * keys already, from before or from somebody who chose the same at the same moment, is left alone. A key the platform
 * does not have is `invalid`.
 */
export async function copyFromCatalogue(
  ctx: Ctx,
  { keys }: z.output<typeof catalogueKeys>,
): Promise<{ copied: number }> {
  authorize(ctx, "achievements:write");
  requireModule(ctx, "achievements_gamification");
  return { copied: await inTenant(ctx, (tx) => copy(tx, ctx, keys)) };
}

async function copy(tx: Tx, ctx: Ctx, keys: readonly string[] | null): Promise<number> {
  authorize(ctx, "achievements:write");
  const organizationId = ctx.organization.id;
  const catalogue = platformCatalogue(ctx.organization.locale);
  const unknown = keys?.find((key) => !catalogue.some((entry) => entry.key === key));
  if (unknown !== undefined) {
    throw new AppError("invalid", msg("form"), {
      keys: msg("achievements.notInCatalogue", { key: unknown }),
    });
  }
  const place = await nextPlace(tx, ctx);
  const data = catalogue
    .filter(({ key }) => keys?.includes(key) ?? true)
    .map((definition, index) => ({ ...columnsOf(definition), organizationId, sortOrder: place + index }));
  const created = await tx.achievement.createManyAndReturn({
    data,
    skipDuplicates: true,
    select: { key: true },
  });
  if (created.length > 0) {
    await record(
      tx,
      ctx,
      "achievements.copied",
      { type: "achievements", id: null },
      { after: { keys: created.map(({ key }) => key) } },
    );
  }
  return created.length;
}
