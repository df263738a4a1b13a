import { nameCards } from "@/lib/documents/name-cards-queries";
import { formatMonth } from "@/lib/format";
import { documentAnswer } from "@/lib/http/document-route";
import { queryOf } from "@/lib/http/query";
import { readWholeCeremony } from "@/lib/reports/ceremony-queries";
import { ceremonyFilter } from "@/lib/reports/filter-schema";
import { ceremonyWords, inOneLine } from "../written";

type Context = { params: Promise<{ org: string }> };

/** A name card for each thing of a ceremony's list as a PDF, in its order and the organisation's language. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { org } = await params;
  const filter = ceremonyFilter.parse(queryOf(request.url));
  return documentAnswer(org, async (ctx) => {
    const { locale, timeZone } = ctx.organization;
    const { rows, period } = await readWholeCeremony(ctx, filter);
    const words = await ceremonyWords(locale, (month) => formatMonth(month, { locale, timeZone }));
    const cards = rows.map((row) => ({ name: row.person, what: inOneLine(words(row)), colour: row.colour }));
    const { name, bytes } = await nameCards(ctx, cards, period.key);
    return { name, body: bytes, type: "application/pdf", download: true };
  });
}
