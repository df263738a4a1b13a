import { openApiDocument } from "@/lib/api/openapi";

/** What the API is, for programs; it holds nothing of anybody's, so it needs no key. */
export function GET(): Response {
  return Response.json(openApiDocument(), { headers: { "cache-control": "public, max-age=300" } });
}
