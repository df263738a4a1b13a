import { getTranslations } from "next-intl/server";
import type { Ctx } from "@/lib/context";
import { type TableCell, tableCsvPages } from "@/lib/exports/table-csv";
import { tableExcel } from "@/lib/exports/table-excel";
import { isoDay } from "@/lib/format";
import { tableFile } from "@/lib/http/file-route";
import { paymentFile } from "@/lib/reports/filter-schema";
import { type Payee, type PaymentRow, readWholeLedger } from "@/lib/reports/payment-queries";
import { onePage } from "../../one-page";

type Context = { params: Promise<{ org: string }> };
type Table = Readonly<{ header: readonly string[]; lines: readonly (readonly TableCell[])[] }>;

/** Each payment of the choice, or the totals of each person for the payroll, as a CSV file or an Excel workbook. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { org } = await params;
  const asked = paymentFile.parse(Object.fromEntries(new URL(request.url).searchParams));
  const { format, what, ...filter } = asked;
  return tableFile(org, async (ctx) => {
    const { period, rows, payees } = await readWholeLedger(ctx, filter);
    const t = await getTranslations("reports.payments");
    const isLedger = what === "ledger";
    const { header, lines } = isLedger ? await ledger(ctx, rows) : await payroll(payees);
    const name = `${t(isLedger ? "fileName" : "payeesFile", { period: period.key })}.${format}`;
    return format === "csv"
      ? { name, csv: tableCsvPages(header, onePage(lines)) }
      : {
          name,
          excel: await tableExcel({
            sheet: t(isLedger ? "sheet" : "payeesSheet"),
            header,
            pages: onePage(lines),
          }),
        };
  });
}

async function ledger(ctx: Ctx, rows: readonly PaymentRow[]): Promise<Table> {
  const t = await getTranslations("reports");
  const day = (moment: Date | null): TableCell =>
    moment ? { day: isoDay(moment, ctx.organization.timeZone) } : "";
  const stateOf = ({ isRevoked, paidAt }: PaymentRow) => (isRevoked ? "revoked" : paidAt ? "paid" : "open");
  const own = (["achievement", "occurrence", "amount", "currency", "state", "paidOn", "paidBy"] as const).map(
    (key) => t(`payments.${key}`),
  );
  return {
    header: [t("person"), t("reference"), t("groups"), t("date"), ...own],
    lines: rows.map((row) => [
      row.person,
      row.reference,
      row.groups ?? "",
      day(row.at),
      row.achievement,
      row.occurrence === "once" ? "" : row.occurrence,
      row.amount,
      row.currency,
      t(`payments.states.${stateOf(row)}`),
      day(row.paidAt),
      row.paidBy ?? "",
    ]),
  };
}

async function payroll(payees: readonly Payee[]): Promise<Table> {
  const t = await getTranslations("reports");
  const own = (["openCount", "openSum", "paidSum", "currency"] as const).map((key) => t(`payments.${key}`));
  return {
    header: [t("person"), t("reference"), ...own],
    lines: payees.map((one) => [one.person, one.reference, one.openCount, one.open, one.paid, one.currency]),
  };
}
