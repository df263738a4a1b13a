import "server-only";
import { Readable } from "node:stream";
import { requireContext } from "@/lib/auth/session";
import type { Ctx } from "@/lib/context";
import { AppError } from "@/lib/errors";

export type CsvFile = Readonly<{ name: string; text: string }>;
export type TableFile = Readonly<{ name: string } & ({ csv: AsyncIterable<string> } | { excel: Buffer })>;

/** Spreadsheets take a file for UTF-8 when it begins like this. */
const BYTE_ORDER_MARK = "\uFEFF";

const CSV = "text/csv; charset=utf-8";
const EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** A GET that answers a CSV file to a member of the organisation; foreign, unknown and forbidden look the same. */
export const csvFile = (slug: string, read: (ctx: Ctx) => Promise<CsvFile>): Promise<Response> =>
  answered(slug, async (ctx) => {
    const { name, text } = await read(ctx);
    return attached(name, CSV, BYTE_ORDER_MARK + text);
  });

/** The same for a table as a CSV file that is written while it is read, or as an Excel workbook. */
export const tableFile = (slug: string, read: (ctx: Ctx) => Promise<TableFile>): Promise<Response> =>
  answered(slug, async (ctx) => {
    const file = await read(ctx);
    return "csv" in file
      ? attached(file.name, CSV, streamed(file.csv))
      : attached(file.name, EXCEL, new Uint8Array(file.excel));
  });

async function answered(slug: string, answer: (ctx: Ctx) => Promise<Response>): Promise<Response> {
  try {
    return await answer(await requireContext(slug));
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const status = { unauthenticated: 401, unavailable: 503, invalid: 422 }[error.code as string] ?? 404;
    return Response.json({ title: error.code }, { status, headers: { "cache-control": "no-store" } });
  }
}

const attached = (name: string, type: string, body: BodyInit): Response =>
  new Response(body, {
    headers: {
      "content-type": type,
      "content-disposition": `attachment; filename="${name.replace(/[^\w.-]/g, "-")}"`,
      "cache-control": "private, no-store",
    },
  });

const streamed = (text: AsyncIterable<string>): BodyInit =>
  Readable.toWeb(Readable.from(marked(text))) as ReadableStream<Uint8Array>;

async function* marked(text: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  yield encoder.encode(BYTE_ORDER_MARK);
  for await (const part of text) yield encoder.encode(part);
}
