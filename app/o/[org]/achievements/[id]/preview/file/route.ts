import { getTranslations } from "next-intl/server";
import * as z from "zod";
import { notFound } from "@/lib/errors";
import { previewEverybody } from "@/lib/evaluation/preview-queries";
import { previewFilter } from "@/lib/evaluation/preview-schema";
import { tableCsv } from "@/lib/exports/table-csv";
import { csvFile } from "@/lib/http/file-route";
import { rulePhrases } from "../../../rule-phrases";
import { pathsOf, writtenRows } from "../written";

type Context = { params: Promise<{ org: string; id: string }> };

/** The list of the preview as a file: everybody of the standing that is shown, not only one page. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { org, id } = await params;
  const { show } = previewFilter.parse(Object.fromEntries(new URL(request.url).searchParams));
  return csvFile(org, async (ctx) => {
    if (!z.uuid().safeParse(id).success) throw notFound("achievement");
    const { achievement, counted } = await previewEverybody(ctx, id, { show });
    if (!counted) throw notFound("achievement");
    const t = await getTranslations("preview");
    const { timeZone } = ctx.organization;
    const { phrases } = await rulePhrases(timeZone, { ...counted, isRepeatable: achievement.isRepeatable });
    const rules = pathsOf(counted.criteria).map((at) => phrases.get(at) ?? at);
    const written = await writtenRows(timeZone, counted.criteria, counted.rows);
    const header = [
      ...[t("csv.person"), t("csv.name"), t("csv.standing"), t("csv.occurrences"), t("csv.missing")],
      ...rules.flatMap((rule) => [t("csv.have", { rule }), t("csv.need", { rule })]),
    ];
    const rows = counted.rows.map(({ person, name, occurrences, missing, haves, needs, standing }, at) => [
      ...[
        person,
        name,
        t(`standing.${standing}`),
        written[at]?.standing === "earns" ? occurrences.join(" ") : "",
        missing,
      ],
      ...haves.flatMap((have, place) => [have, needs[place] ?? 0]),
    ]);
    return { name: t("csv.fileName", { key: achievement.key }), text: tableCsv(header, rows) };
  });
}
