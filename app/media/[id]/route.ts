import * as z from "zod";
import { findPicture } from "@/lib/media/picture-queries";

type Context = { params: Promise<{ id: string }> };

/** What stands in an SVG may draw and nothing else, also when somebody opens it by itself. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** A badge's picture. It never changes under its address, so whoever has it need not ask again. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { id } = await params;
  const picture = z.uuid().safeParse(id).success ? await findPicture(id) : null;
  if (!picture) return new Response(null, { status: 404, headers: { "cache-control": "no-store" } });
  const headers = {
    "content-type": picture.contentType,
    "content-security-policy": POLICY,
    "content-disposition": "inline",
    "cache-control": "public, max-age=31536000, immutable",
    etag: picture.etag,
  };
  if (request.headers.get("if-none-match") === picture.etag)
    return new Response(null, { status: 304, headers });
  return new Response(new Uint8Array(picture.content), { headers });
}
