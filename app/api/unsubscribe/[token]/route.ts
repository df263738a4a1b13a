import { AppError } from "@/lib/errors";
import { unsubscribe } from "@/lib/notifications/unsubscribe-service";

type Context = { params: Promise<{ token: string }> };

const page = (token: string, status: 302 | 303): Response =>
  new Response(null, {
    status,
    headers: { location: `/unsubscribe/${encodeURIComponent(token)}`, "cache-control": "no-store" },
  });

const plain = (text: string, status: number): Response =>
  new Response(`${text}\n`, {
    status,
    headers: { "content-type": "text/plain", "cache-control": "no-store" },
  });

/**
 * Turns such mail off at once (RFC 8058): for a mail program, which has neither a cookie nor an origin, and for the form of
 * our own page. The signed link is the permission, and the cookie of whoever is signed in does nothing here.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { token } = await params;
  const isPerson = request.headers.get("accept")?.includes("text/html") ?? false;
  try {
    await unsubscribe(token);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return isPerson ? page(token, 303) : plain("Not found", 404);
  }
  return isPerson ? page(token, 303) : plain("Unsubscribed", 200);
}

/** A mail program that can only follow links, and whatever looks at every link of a mail: turns nothing off. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  return page((await params).token, 302);
}
