import { authorize, type Ctx } from "@/lib/context";
import { askAsPublic } from "@/lib/database/public";
import { inTenant } from "@/lib/db";
import type { StoredPicture } from "@/lib/media/schema";

export type ServedPicture = Readonly<{ contentType: string; content: Buffer; etag: string }>;

/** A picture's bytes for anybody who has its address, or null. */
export async function findPicture(id: string): Promise<ServedPicture | null> {
  const [found] = await askAsPublic<{ content_type: string; content: Buffer; sha256: Buffer }>(
    "SELECT content_type, content, sha256 FROM public_upload($1)",
    [id],
  );
  if (!found) return null;
  return {
    contentType: found.content_type,
    content: found.content,
    etag: `"${found.sha256.toString("hex")}"`,
  };
}

/** The organisation's pictures, newest first, at most 60: what a new badge or certificate may show again. */
export async function listPictures(ctx: Ctx): Promise<StoredPicture[]> {
  authorize(ctx, "pictures:read");
  return inTenant(
    ctx,
    (tx) => tx.$queryRaw<StoredPicture[]>`
      SELECT id, '/media/' || id AS url, alt_text AS alt, width, height, edge_colour AS "edgeColour"
      FROM uploads WHERE organization_id = ${ctx.organization.id}::uuid
      ORDER BY created_at DESC, id LIMIT 60`,
  );
}
