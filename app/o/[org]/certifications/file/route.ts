import { getTranslations } from "next-intl/server";
import { listFile } from "@/app/o/[org]/views/list-file";
import { lastDayOf } from "@/lib/certifications/calendar-rules";
import { countCertifications, listCertifications } from "@/lib/certifications/list-queries";
import { certificationFilters, columnsOf, usualColumns } from "@/lib/certifications/list-schema";
import { isoDay } from "@/lib/format";
import { tableFile } from "@/lib/http/file-route";
import { certificationColumnNames } from "../columns";

type Context = { params: Promise<{ org: string }> };

/** The list of certificates as it is shown, as a file. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { org } = await params;
  const query = new URL(request.url).searchParams;
  const filters = certificationFilters.parse(Object.fromEntries(query));
  const columns = columnsOf(query.getAll("columns")) ?? usualColumns;
  return tableFile(org, async (ctx) => {
    const words = await getTranslations("certifications");
    const { timeZone } = ctx.organization;
    return listFile(ctx, {
      list: "certifications",
      query,
      columns: (await certificationColumnNames()).filter(({ key }) => columns.includes(key)),
      count: (atMost) => countCertifications(ctx, filters, atMost),
      read: (part) => listCertifications(ctx, { ...filters, before: undefined, ...part, columns }),
      cells: {
        number: (row) => row.certificateNumber,
        person: (row) => row.person,
        reference: (row) => row.reference ?? "",
        groups: (row) => row.groups.join(", "),
        type: (row) => row.type,
        status: (row) => words(`standing.${row.standing}`),
        issued: (row) => ({ day: isoDay(row.issuedAt, timeZone) }),
        expires: (row) => (row.expiresAt ? { day: lastDayOf(row.expiresAt, timeZone) } : words("never")),
        source: (row) => words(`source.${row.source}`),
        issuedBy: (row) => row.issuedBy ?? "",
      },
    });
  });
}
