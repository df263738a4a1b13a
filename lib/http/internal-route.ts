import "server-only";
import { requireContext } from "@/lib/auth/session";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";
import { reportBug } from "@/lib/http/bug";
import { PAGE_STATUS } from "@/lib/http/error-status";

type Context = { params: Promise<{ org: string }> };

/** The outcome of a read as a status; a bug becomes an opaque 500 with an id. */
async function answer(read: () => Promise<object>): Promise<{ status: number; body: object }> {
  try {
    return { status: 200, body: await read() };
  } catch (error) {
    if (error instanceof AppError) return { status: PAGE_STATUS[error.code], body: { title: error.code } };
    return { status: 500, body: { title: "unexpected", id: reportBug(error) } };
  }
}

/** A GET that a page of the organisation reads while somebody types or watches. It changes nothing. */
export function internal(read: (ctx: Ctx, query: URLSearchParams) => Promise<object>) {
  return async (request: Request, { params }: Context): Promise<Response> => {
    const { org } = await params;
    const { status, body } = await answer(async () =>
      read(await requireContext(org), new URL(request.url).searchParams),
    );
    return Response.json(body, { status, headers: { "cache-control": "private, no-store" } });
  };
}
