import { type NextRequest, NextResponse } from "next/server";
import { env } from "@/lib/env";
import { prefersJson } from "@/lib/http/prefers-json";
import { contentSecurityPolicy, formTarget, refusal } from "@/lib/http/request-guard";

/** Every request gets an id for the log and a nonce for its scripts; authorisation is the services' business. */
export function proxy(request: NextRequest) {
  const id = crypto.randomUUID();
  const refused = refusal(request.headers, request.nextUrl.pathname);
  if (refused) {
    return NextResponse.json(
      {
        type: `urn:heder:problem:${refused.code}`,
        title: refused.title,
        status: refused.status,
        detail: refused.title,
        code: refused.code,
        errors: [],
      },
      { status: refused.status, headers: { "content-type": "application/problem+json", "x-request-id": id } },
    );
  }

  const nonce = btoa(crypto.randomUUID());
  const policy = contentSecurityPolicy(
    nonce,
    env.NODE_ENV === "development",
    formTarget(new URL(request.nextUrl.href)),
  );
  const headers = new Headers(request.headers);
  headers.set("x-request-id", id);
  headers.set("x-nonce", nonce);
  headers.set("x-path", request.nextUrl.pathname + request.nextUrl.search);
  // Next reads the nonce for its own scripts from this header of the request.
  headers.set("content-security-policy", policy);

  const response = answerFor(request, headers);
  response.headers.set("content-security-policy", policy);
  response.headers.set("x-request-id", id);
  return response;
}

/**
 * A certificate's address is a page for people and a document for machines, which live at two places here: next.config.js
 * leads requests with this header to the document. A rewrite from here would go over the network where the server
 * listens on 127.0.0.1, since Next then takes its own address for another's.
 */
function answerFor(request: NextRequest, headers: Headers): NextResponse {
  headers.delete("x-answer");
  const [, name] = /^\/verify\/([^/]+)$/.exec(request.nextUrl.pathname) ?? [];
  if (!name) return NextResponse.next({ request: { headers } });
  const isAsked = request.method === "OPTIONS" || prefersJson(headers.get("accept"));
  // What is beside the certificates answers for itself.
  if (isAsked && !["badge", "file", "name"].includes(name)) headers.set("x-answer", "json");
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("x-robots-tag", "noindex");
  return response;
}

/**
 * No exception for prefetches: a header that anybody can send must not switch the limits off. Files to be imported
 * are larger than the limit: their route counts what it reads, and a proxy before it would hold them in memory.
 * Pictures, and letters that were kept, have a policy of their own, which is stricter.
 */
export const config = {
  matcher: [
    "/((?!_next/static|_next/image|favicon.ico|early.js|sw.js|icon.svg|media/|admin/mail/[^/]+/letter$|ob/v2/achievements/[^/]+/image$|o/[^/]+/imports/upload$).*)",
  ],
};
