import { nameCardsDocument } from "@/lib/documents/name-cards-queries";
import { documentAnswer } from "@/lib/http/document-route";
import { standingsFilter } from "@/lib/tiers/filter-schema";

type Context = { params: Promise<{ org: string }> };

/** Name cards for the ceremony of a period as a PDF, of those whom the filters of the standings leave. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { org } = await params;
  const filter = standingsFilter.parse(Object.fromEntries(new URL(request.url).searchParams));
  return documentAnswer(org, async (ctx) => {
    const { name, bytes } = await nameCardsDocument(ctx, filter);
    return { name, body: bytes, type: "application/pdf", download: true };
  });
}
