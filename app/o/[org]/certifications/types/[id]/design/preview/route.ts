import { previewOrder } from "@/lib/certifications/design-schema";
import { certificationTypeId } from "@/lib/certifications/schema";
import { previewCertificate } from "@/lib/documents/preview-queries";
import { notFound } from "@/lib/errors";
import { documentAnswer } from "@/lib/http/document-route";
import { refuseOtherOrigins } from "@/lib/http/same-origin";
import { parse } from "@/lib/validation";

type Context = { params: Promise<{ org: string; id: string }> };

/**
 * A certificate with a design that is not saved, as a picture or as a PDF. It changes nothing, and is a POST because a
 * design is longer than an address; the field `order` holds it as JSON.
 */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const { org, id } = await params;
  return documentAnswer(org, async (ctx) => {
    refuseOtherOrigins(request);
    if (!certificationTypeId.safeParse({ id }).success) throw notFound("certificationType");
    const order = parse(previewOrder, await ordered(request));
    const body = await previewCertificate(ctx, { typeId: id, ...order });
    if (order.as === "svg") return { name: "preview.svg", body, type: "image/svg+xml", download: false };
    return { name: "preview.pdf", body, type: "application/pdf", download: false };
  });
}

async function ordered(request: Request): Promise<unknown> {
  const form = await request.formData().catch(() => new FormData());
  try {
    return JSON.parse(String(form.get("order")));
  } catch {
    return null;
  }
}
