import { certificatePdfQuery } from "@/lib/certifications/design-schema";
import { certificationId } from "@/lib/certifications/schema";
import { ownCertificateDocument } from "@/lib/documents/documents-queries";
import { notFound } from "@/lib/errors";
import { documentAnswer } from "@/lib/http/document-route";

type Context = { params: Promise<{ org: string; id: string }> };

/** A certificate as a PDF for its holder: `format` certificate or card, `download=1` to save it. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { org, id } = await params;
  const query = certificatePdfQuery.parse(Object.fromEntries(new URL(request.url).searchParams));
  return documentAnswer(org, async (ctx) => {
    if (!certificationId.safeParse({ id }).success) throw notFound("certification");
    const { name, bytes } = await ownCertificateDocument(ctx, id, query.format);
    return { name, body: bytes, type: "application/pdf", download: query.download === "1" };
  });
}
