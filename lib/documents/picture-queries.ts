import sharp from "sharp";
import type { Ctx } from "@/lib/context";
import type { Tx } from "@/lib/db";
import type { DocumentPicture } from "@/lib/documents/render";

export type PrintedPicture = DocumentPicture & Readonly<{ alt: string }>;

type Row = { id: string; contentType: string; content: Buffer; alt: string };

/** Drawings become dots here: as many as 5 cm need at 500 dots to the inch. */
const DOTS = 1000;
const MOST_KEPT = 50;
const kept = new Map<string, Uint8Array>();

/**
 * Pictures of the organisation as PNG by their ids; those it does not have are missing. A picture never changes under
 * its id, so the last ones drawn are kept.
 */
export async function printedPictures(
  tx: Tx,
  ctx: Ctx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, PrintedPicture>> {
  if (ids.length === 0) return new Map();
  const rows = await tx.$queryRaw<Row[]>`
    SELECT id, content_type::text AS "contentType", content, alt_text AS alt FROM uploads
    WHERE organization_id = ${ctx.organization.id}::uuid AND id = ANY(${ids}::uuid[])`;
  const drawn = rows.map(
    async (row) => [row.id, { id: row.id, alt: row.alt, content: await png(row) }] as const,
  );
  return new Map(await Promise.all(drawn));
}

async function png({ id, contentType, content }: Row): Promise<Uint8Array> {
  const known = kept.get(id);
  if (known) return known;
  const bytes = new Uint8Array(contentType === "image/png" ? content : await drawn(content));
  if (kept.size >= MOST_KEPT) kept.delete(kept.keys().next().value ?? "");
  kept.set(id, bytes);
  return bytes;
}

/** At the resolution it is printed in: a drawing may say that it is tiny. */
async function drawn(svg: Buffer): Promise<Buffer> {
  const { width = DOTS, height = DOTS } = await sharp(svg).metadata();
  const density = Math.min(2400, Math.max(1, (72 * DOTS) / Math.max(width, height)));
  return sharp(svg, { density }).resize({ width: DOTS, height: DOTS, fit: "inside" }).png().toBuffer();
}
