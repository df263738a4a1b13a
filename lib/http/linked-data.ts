import "server-only";
import { createHash } from "node:crypto";
import Negotiator from "negotiator";

/** A document that anybody may read, and the page that says the same to people. */
type Readable = Readonly<{
  status: 200 | 410;
  body: string;
  kind: "badge" | "credential" | "did" | "jwt";
  page: string | null;
}>;

const JSON_LD = "application/ld+json";
/** What each kind is offered as; the first is for who takes everything alike. */
const TYPES = {
  badge: [JSON_LD, "application/json"],
  credential: ["application/vc+ld+json", "application/vc", JSON_LD, "application/json"],
  did: ["application/did+ld+json", "application/did", JSON_LD, "application/json"],
  jwt: ["text/plain", "application/vc+jwt", "application/jwt"],
} as const;

const COMMON = {
  vary: "accept",
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "etag",
  "x-robots-tag": "noindex",
} as const;

const negotiator = (request: Request) =>
  new Negotiator({ headers: { accept: request.headers.get("accept") ?? undefined } });

/** Whether who asks would rather have a JWT than JSON. */
export function prefersJwt(request: Request): boolean {
  const offered = [...TYPES.credential, "text/html", ...TYPES.jwt];
  return (TYPES.jwt as readonly string[]).includes(negotiator(request).mediaType(offered) ?? "");
}

/**
 * Answers linked data in the form that was asked for; people are led to the page. Others may keep it, and ask each time
 * whether it still holds (ETag): what was revoked is seen at once.
 */
export function linkedData(request: Request, document: Readable | null): Response {
  if (!document) return notPublished();
  const { kind, body, status, page } = document;
  const offered: readonly string[] = [...TYPES[kind], ...(page ? ["text/html"] : [])];
  const type = negotiator(request).mediaType([...offered]) ?? offered[0] ?? JSON_LD;
  if (type === "text/html" && page)
    return new Response(null, {
      status: 303,
      headers: { ...COMMON, location: page, "cache-control": "no-store" },
    });
  const etag = `"${createHash("sha256").update(`${type} ${body}`).digest("base64url")}"`;
  const headers = { ...COMMON, etag, "cache-control": "public, no-cache" };
  if (status === 200 && request.headers.get("if-none-match") === etag)
    return new Response(null, { status: 304, headers });
  return new Response(body, {
    status,
    headers: { ...headers, "content-type": type.startsWith("text/") ? `${type}; charset=utf-8` : type },
  });
}

const notPublished = () =>
  new Response(JSON.stringify({ status: 404, title: "Not Found" }), {
    status: 404,
    headers: { ...COMMON, "cache-control": "no-store", "content-type": "application/problem+json" },
  });
