import { certificatePdfQuery } from "@/lib/certifications/design-schema";
import { certificationId } from "@/lib/certifications/schema";
import type { certificateDocument } from "@/lib/documents/documents-queries";
import { notFound } from "@/lib/errors";
import { documentAnswer } from "@/lib/http/document-route";

type Context = { params: Promise<{ org: string; id: string }> };

/** The address of one certificate as a PDF: `format` certificate or card, `download=1` to save it. */
export const certificatePdf =
  (read: typeof certificateDocument) =>
  async (request: Request, { params }: Context): Promise<Response> => {
    const { org, id } = await params;
    const query = certificatePdfQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
    return documentAnswer(org, async (ctx) => {
      if (!certificationId.safeParse({ id }).success) throw notFound("certification");
      const { name, bytes } = await read(ctx, id, query.format);
      return { name, body: bytes, type: "application/pdf", download: query.download === "1" };
    });
  };
