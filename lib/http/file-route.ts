import "server-only";
import { requireContext } from "@/lib/auth/session";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";

export type CsvFile = Readonly<{ name: string; text: string }>;

/** Spreadsheets take a file for UTF-8 when it begins like this. */
const BYTE_ORDER_MARK = "\uFEFF";

/** A GET that answers a CSV file to a member of the organisation; foreign, unknown and forbidden look the same. */
export async function csvFile(slug: string, read: (ctx: Ctx) => Promise<CsvFile>): Promise<Response> {
  try {
    const { name, text } = await read(await requireContext(slug));
    return new Response(BYTE_ORDER_MARK + text, {
      headers: {
        "content-type": "text/csv; charset=utf-8",
        "content-disposition": `attachment; filename="${name.replace(/[^\w.-]/g, "-")}"`,
        "cache-control": "private, no-store",
      },
    });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const status = { unauthenticated: 401, unavailable: 503, invalid: 422 }[error.code as string] ?? 404;
    return Response.json({ title: error.code }, { status, headers: { "cache-control": "no-store" } });
  }
}
