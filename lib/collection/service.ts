import { looksLikeImage, readBaked } from "@/lib/baking/read";
import { BakingError, textOf } from "@/lib/baking/rules";
import { type Kept, keepBadge } from "@/lib/collection/keep-service";
import { LARGEST_CREDENTIAL } from "@/lib/collection/rules";
import type { BadgeFile } from "@/lib/collection/schema";
import { authorize, type Ctx } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { AppError, msg, notFound } from "@/lib/errors";
import { record } from "@/lib/events/record";

/** The badge in a file that somebody gives us: a picture with one baked in, JSON, or a JWT. Throws `invalid`. */
function textIn(bytes: Uint8Array): string {
  if (looksLikeImage(bytes)) return bakedText(bytes);
  if (bytes.length > LARGEST_CREDENTIAL) throw new AppError("invalid", msg("collection.tooLarge"));
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new AppError("invalid", msg("collection.unreadable"));
  }
}

function bakedText(bytes: Uint8Array): string {
  try {
    const baked = readBaked(bytes);
    // The newer form says more, and needs nobody's server.
    const content = baked.find(({ format }) => format === "ob3") ?? baked[0];
    if (content) return textOf(content);
  } catch (error) {
    if (!(error instanceof BakingError)) throw error;
    throw new AppError("invalid", msg("collection.badPicture"));
  }
  throw new AppError("invalid", msg("collection.plainPicture"));
}

/**
 * Keeps the badge in a file for the acting person: a PNG or SVG, JSON or a JWT, or the address of a hosted assertion; as
 * base64. Throws `invalid` with the reason.
 */
export const addBadgeFile = async (ctx: Ctx, { content }: BadgeFile): Promise<Kept> =>
  keepBadge(ctx, textIn(Buffer.from(content, "base64")), { source: "upload" });

function self(ctx: Ctx): string {
  authorize(ctx, "account:write");
  if (ctx.actor.kind !== "user") throw new AppError("forbidden", msg("forbidden"));
  return ctx.actor.userId;
}

type Shown = Readonly<{ id: string; isVisible: boolean }>;

/** Shows one of one's own badges from elsewhere on one's page, or hides it. Unknown and another's: `not_found`. */
export async function showExternalBadge(ctx: Ctx, { id, isVisible }: Shown): Promise<void> {
  const userId = self(ctx);
  await inTenant(ctx, async (tx) => {
    const changed = await tx.$queryRaw<{ name: string }[]>`
      UPDATE external_badges SET is_visible = ${isVisible}
      WHERE organization_id = ${ctx.organization.id}::uuid AND user_id = ${userId}::uuid AND id = ${id}::uuid RETURNING name`;
    if (!changed[0]) throw notFound("externalBadge");
    const action = isVisible ? "external_badge.shown" : "external_badge.hidden";
    await record(tx, ctx, action, { type: "external_badge", id }, { after: changed[0] });
  });
}

/** Removes one of one's own badges from elsewhere for good. Unknown and another's: `not_found`. */
export async function removeExternalBadge(ctx: Ctx, { id }: { id: string }): Promise<void> {
  const userId = self(ctx);
  await inTenant(ctx, async (tx) => {
    const removed = await tx.$queryRaw<{ name: string }[]>`
      DELETE FROM external_badges
      WHERE organization_id = ${ctx.organization.id}::uuid AND user_id = ${userId}::uuid AND id = ${id}::uuid RETURNING name`;
    if (!removed[0]) throw notFound("externalBadge");
    await record(tx, ctx, "external_badge.removed", { type: "external_badge", id }, { before: removed[0] });
  });
}
