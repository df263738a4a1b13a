import { getTranslations } from "next-intl/server";
import { type RefusedRow, refusedRows } from "@/lib/certifications/batch-queries";
import { certificationBatchId } from "@/lib/certifications/batch-schema";
import { notFound } from "@/lib/errors";
import { tableCsv } from "@/lib/exports/table-csv";
import { csvFile } from "@/lib/http/file-route";
import { translateMessage } from "@/lib/i18n/translate-message";

type Context = { params: Promise<{ org: string; id: string }> };

/** The rows of a batch that led to no certificate, with the columns of the list, to be corrected and sent anew. */
export async function GET(_: Request, { params }: Context): Promise<Response> {
  const { org, id } = await params;
  return csvFile(org, async (ctx) => {
    const known = certificationBatchId.safeParse({ id });
    if (!known.success) throw notFound("certificationBatch");
    const t = await getTranslations("issuing");
    const errors = await getTranslations("errors");
    const reason = ({ problem, outcome }: RefusedRow) =>
      problem ? translateMessage(errors, problem) : t(`outcomes.${outcome}`);
    const lines: string[][] = [];
    for await (const rows of refusedRows(ctx, known.data.id)) {
      for (const row of rows) {
        const given = [row.person, row.issued_on, row.expires_on, row.notes].map((text) => text ?? "");
        lines.push([...given, reason(row), row.certificate_number ?? "", String(row.line)]);
      }
    }
    const header = [
      "person",
      "issued_on",
      "expires_on",
      "notes",
      t("csv.reason"),
      t("csv.certificate"),
      t("line"),
    ];
    return { name: `${t("refusedFile")}.csv`, text: tableCsv(header, lines) };
  });
}
