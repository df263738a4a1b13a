import type * as z from "zod";
import { countTry } from "@/lib/auth/rate-limit";
import { actorUserId, authorize, type Ctx, requireModule } from "@/lib/context";
import { inTenant } from "@/lib/db";
import { record } from "@/lib/events/record";
import { redraw } from "@/lib/media/redraw";
import type { pictureQuery, StoredPicture } from "@/lib/media/schema";

/** Where a picture is shown: for anybody, since a badge is. */
export const pictureUrl = (id: string): string => `/media/${id}`;

/** May this person send a picture at all; asked before its bytes are read. Badges and certificates show pictures. */
export function mayKeepPicture(ctx: Ctx): void {
  authorize(ctx, "pictures:write");
  if (!ctx.modules.has("certifications")) requireModule(ctx, "achievements_gamification");
}

/**
 * Keeps a picture for badges and certificates, drawn anew from what was sent (see `redraw`, whose errors these are). The picture never
 * changes under its address. At most 60 an hour for one person.
 */
export async function keepPicture(
  ctx: Ctx,
  sent: Buffer,
  { alt }: z.output<typeof pictureQuery>,
): Promise<StoredPicture> {
  mayKeepPicture(ctx);
  await countTry("picture:account", `${ctx.organization.id} ${actorUserId(ctx) ?? ""}`);
  const { contentType, content, width, height, edgeColour } = await redraw(sent);
  return inTenant(ctx, async (tx) => {
    const [row] = await tx.$queryRaw<[{ id: string }]>`
      INSERT INTO uploads (organization_id, content_type, content, width, height, alt_text, edge_colour, created_by_user_id)
      VALUES (${ctx.organization.id}::uuid, ${contentType}::upload_type, ${content}, ${width}, ${height}, ${alt}, ${edgeColour},
        ${actorUserId(ctx)}::uuid) RETURNING id`;
    const after = { contentType, bytes: content.length, width, height, alt };
    await record(tx, ctx, "picture.kept", { type: "picture", id: row.id }, { after });
    return { id: row.id, url: pictureUrl(row.id), alt, width, height, edgeColour };
  });
}
