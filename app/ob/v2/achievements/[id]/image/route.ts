import { foreignPicture, pictureOf } from "@/lib/open-badges/picture";
import { publicAchievement } from "@/lib/open-badges/public-queries";

type Context = { params: Promise<{ id: string }> };

/** What stands in an SVG may draw and nothing else, also when somebody opens it by itself. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/** What a badge looks like, under an address that does not change when its picture does. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const facts = await publicAchievement((await params).id);
  if (!facts) return new Response(null, { status: 404, headers: { "cache-control": "no-store" } });
  const foreign = foreignPicture(facts);
  if (foreign) return new Response(null, { status: 302, headers: { location: foreign } });
  const { contentType, content } = await pictureOf(facts);
  return new Response(content, {
    headers: {
      "content-type": contentType,
      "content-security-policy": POLICY,
      "cache-control": "public, max-age=3600",
      "access-control-allow-origin": "*",
    },
  });
}
