import { getLocale } from "next-intl/server";
import * as z from "zod";
import { authorize } from "@/lib/context";
import { yearReviewDocument } from "@/lib/documents/year-review-pdf";
import { notFound } from "@/lib/errors";
import { documentAnswer } from "@/lib/http/document-route";

type Context = { params: Promise<{ org: string; id: string; year: string }> };

/** Somebody's year in review as a PDF, for those who look after people, in the language they read. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { org, id, year } = await params;
  return documentAnswer(org, async (ctx) => {
    authorize(ctx, "people:read");
    if (!z.uuid().safeParse(id).success) throw notFound("person");
    const { name, bytes } = await yearReviewDocument(ctx, id, year, await getLocale());
    return { name, body: bytes, type: "application/pdf", download: true };
  });
}
