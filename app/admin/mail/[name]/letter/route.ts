import { requireGlobalAdmin } from "@/lib/auth/session";
import { AppError } from "@/lib/errors";
import { getKeptMail } from "@/lib/organizations/kept-mail-queries";

type Context = { params: Promise<{ name: string }> };

/** As in a mail program: styles of its own, its own pictures, and nothing that runs or is fetched. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox allow-popups";

/** A letter that was kept, as its reader's mail program would show it. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const nothing = () =>
    new Response("Not found\n", { status: 404, headers: { "content-type": "text/plain" } });
  try {
    const { html } = await getKeptMail(await requireGlobalAdmin(), decodeURIComponent((await params).name));
    if (html === null) return nothing();
    return new Response(html, {
      headers: {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": POLICY,
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    if (error instanceof AppError) return nothing();
    throw error;
  }
}
