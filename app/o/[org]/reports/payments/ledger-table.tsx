import { getTranslations } from "next-intl/server";
import { occurrenceText } from "@/components/badges/occurrence";
import { DataTable } from "@/components/data-table/data-table";
import { SelectAll, Selection } from "@/components/data-table/selection";
import { MarkMany } from "@/components/reports/mark-many";
import { PayAll } from "@/components/reports/pay-all";
import { EmptyState } from "@/components/ui/empty-state";
import { type Ctx, may } from "@/lib/context";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { MOST_PAID_AT_ONCE, type PaymentFilter } from "@/lib/reports/filter-schema";
import type { Ledger, PaymentRow } from "@/lib/reports/payment-queries";
import { pay, payAll, unpay } from "../actions";
import { money } from "./money";

/** What can be marked: what stands or is marked, of others, and is not paid by another award. */
const canBeMarked = ({ isOwn, isRevoked, isPaidBefore, paidAt }: PaymentRow) =>
  !isOwn && !isPaidBefore && (!isRevoked || paidAt !== null);

type Props = Readonly<{ ctx: Ctx; filter: PaymentFilter; data: Ledger }>;

/** Each payment, and the marking of those that are selected or of all, for whoever may. */
export async function LedgerTable({ ctx, filter, data }: Props) {
  const { slug } = ctx.organization;
  const markable = data.page.rows.filter(canBeMarked);
  const canMark = may(ctx, "payments:write") && markable.length > 0;
  const table = <Rows ctx={ctx} data={data} canMark={canMark} />;
  if (!canMark) return table;
  return (
    <ClientMessages namespaces={["reports"]}>
      <Selection ids={markable.map(({ id }) => id)}>
        <MarkMany what="payments" mark={pay.bind(null, slug)} unmark={unpay.bind(null, slug)}>
          <Rest ctx={ctx} filter={filter} data={data} />
        </MarkMany>
        {table}
      </Selection>
    </ClientMessages>
  );
}

/** Where there is more than one page, and not more than is marked at one go. */
async function Rest({ ctx, filter: { period, group }, data }: Props) {
  const written = await money(ctx);
  const count = data.toMark.reduce((sum, one) => sum + one.count, 0);
  if (count === 0 || count > MOST_PAID_AT_ONCE || !(data.page.next || data.page.previous)) return null;
  return (
    <PayAll
      payroll={{ period, count, ...(group ? { group } : {}) }}
      sums={data.toMark.map(({ sum, currency }) => `${written(sum)} ${currency}`)}
      payAll={payAll.bind(null, ctx.organization.slug)}
    />
  );
}

async function Rows({ ctx, data, canMark }: { ctx: Ctx; data: Ledger; canMark: boolean }) {
  const t = await getTranslations("reports");
  const badges = await getTranslations("badges");
  const f = await formats(ctx.organization.timeZone);
  const written = await money(ctx);
  const state = await stateWriter(ctx);
  const which = (row: PaymentRow) => occurrenceText(badges, f.month, row.occurrence);
  const select = {
    header: <SelectAll />,
    cell: (row: PaymentRow) =>
      canBeMarked(row) ? { id: row.id, name: `${row.person}, ${row.achievement} ${which(row)}` } : null,
  };
  const none = data.hasPayments ? "none" : "noneAtAll";
  return (
    <DataTable
      caption={t("payments.caption")}
      rows={data.page.rows}
      rowKey={({ id }) => id}
      {...(canMark ? { select } : {})}
      columns={[
        {
          key: "person",
          header: t("person"),
          rowHeader: true,
          cell: ({ userId, person }) => ({
            link: `/o/${ctx.organization.slug}/people/${userId}`,
            text: person,
          }),
        },
        {
          key: "achievement",
          header: t("payments.achievement"),
          wrap: true,
          cell: ({ achievement }) => achievement,
        },
        { key: "occurrence", header: t("payments.occurrence"), cell: which },
        { key: "date", header: t("date"), align: "end", cell: ({ at }) => f.shortDate(at) },
        {
          key: "amount",
          header: t("payments.amount"),
          align: "end",
          cell: ({ amount, currency }) => `${written(amount)} ${currency}`,
        },
        { key: "state", header: t("payments.state"), wrap: true, cell: state },
      ]}
      empty={<EmptyState title={t(`payments.${none}`)}>{t(`payments.${none}Help`)}</EmptyState>}
    />
  );
}

/** To be paid, paid by whom and when, or revoked, in words. */
async function stateWriter(ctx: Ctx): Promise<(row: PaymentRow) => string> {
  const t = await getTranslations("reports.payments.stateText");
  const f = await formats(ctx.organization.timeZone);
  return ({ paidAt, paidBy, isRevoked, isPaidBefore }) => {
    if (paidAt === null) return t(isRevoked ? "revoked" : "open");
    const day = f.shortDate(paidAt);
    if (isPaidBefore) return t("paidBefore", { day });
    if (isRevoked) return t("revokedPaid", { day });
    return paidBy === null ? t("paidBySystem", { day }) : t("paid", { day, name: paidBy });
  };
}
