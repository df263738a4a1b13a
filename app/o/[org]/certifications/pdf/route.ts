import { manyPdfQuery } from "@/lib/certifications/design-schema";
import { certificationFilters } from "@/lib/certifications/list-schema";
import type { Ctx } from "@/lib/context";
import { certificatesDocument, certificatesZip } from "@/lib/documents/documents-queries";
import { documentAnswer, type ServedDocument } from "@/lib/http/document-route";
import { refuseOtherOrigins } from "@/lib/http/same-origin";
import { parse } from "@/lib/validation";

type Context = { params: Promise<{ org: string }> };

/**
 * Up to 1,000 certificates as one file. GET or a form's POST, with the same fields:
 *
 * - `ids`: once for each certificate, or several with commas between; printed in this order. Left out, the filters of
 *   the list decide (`q`, `status`, `type`, `group`, `from`, `to`, `within`, `sort` as in the list's address).
 * - `format`: `certificate` (A4, the default) or `card` (85.6 × 54 mm).
 * - `as`: `pdf` (one file, a page to each, the default) or `zip` (a file to each).
 *
 * None and too many are a 422 with a sentence that says so. POST is for more ids than an address holds.
 */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { org } = await params;
  return documentAnswer(org, (ctx) => made(ctx, new URL(request.url).searchParams));
}

export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { org } = await params;
  return documentAnswer(org, async (ctx) => {
    refuseOtherOrigins(request);
    const form = await request.formData().catch(() => new FormData());
    const fields = new URLSearchParams();
    for (const [name, value] of form) if (typeof value === "string") fields.append(name, value);
    return made(ctx, fields);
  });
}

async function made(ctx: Ctx, fields: URLSearchParams): Promise<ServedDocument> {
  const ids = fields.getAll("ids").flatMap((list) => list.split(",").filter(Boolean));
  const { format, as } = parse(manyPdfQuery, {
    format: fields.get("format") ?? undefined,
    as: fields.get("as") ?? undefined,
    ...(ids.length > 0 ? { ids } : {}),
  });
  const filters = certificationFilters.parse(Object.fromEntries(fields));
  const many = { ids: ids.length > 0 ? ids : undefined, filters, format };
  if (as === "zip") {
    const { name, stream } = await certificatesZip(ctx, many);
    return { name, body: stream, type: "application/zip", download: true };
  }
  const { name, bytes } = await certificatesDocument(ctx, many);
  return { name, body: bytes, type: "application/pdf", download: false };
}
