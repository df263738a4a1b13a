import { clientAddress } from "@/lib/auth/client-address";
import { countLook } from "@/lib/auth/rate-limit";
import { linkedData, prefersJwt } from "@/lib/http/linked-data";
import { otherMethod, publicJson, readableByAll } from "@/lib/http/public-json";
import { publishedAt } from "@/lib/open-badges/published-documents";

type Context = { params: Promise<{ path: string[] }> };

/**
 * Every document of Open Badges: lib/open-badges/published-documents.ts says which address means what. Reading costs next
 * to nothing and is not counted; guessing is, as each miss is one look.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { path } = await params;
  const algorithm = new URL(request.url).searchParams.get("alg") === "RS256" ? "RS256" : "EdDSA";
  const document = await publishedAt(path.join("/"), { jwt: prefersJwt(request), algorithm });
  if (document) return linkedData(request, document);
  try {
    await countLook(clientAddress(request.headers));
  } catch (error) {
    return publicJson(request, () => Promise.reject(error));
  }
  return linkedData(request, null);
}

export const OPTIONS = readableByAll;
export const POST = otherMethod("GET, HEAD");
export const PUT = POST;
export const PATCH = POST;
export const DELETE = POST;
