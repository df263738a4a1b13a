import { getLocale } from "next-intl/server";
import { actorUserId } from "@/lib/context";
import { yearReviewDocument } from "@/lib/documents/year-review-pdf";
import { notFound } from "@/lib/errors";
import { documentAnswer } from "@/lib/http/document-route";

type Context = { params: Promise<{ org: string; year: string }> };

/** One's own year in review as a PDF, in the language one reads. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { org, year } = await params;
  return documentAnswer(org, async (ctx) => {
    const userId = actorUserId(ctx);
    if (!userId) throw notFound("person");
    const { name, bytes } = await yearReviewDocument(ctx, userId, year, await getLocale());
    return { name, body: bytes, type: "application/pdf", download: true };
  });
}
