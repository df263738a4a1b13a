import { getTranslations } from "next-intl/server";
import { DataTable } from "@/components/data-table/data-table";
import type { Ctx } from "@/lib/context";
import type { Ledger } from "@/lib/reports/payment-queries";
import { money } from "./money";

/** What each person is to be paid and has been, in all. */
export async function Payees({ ctx, data }: { ctx: Ctx; data: Ledger }) {
  const { payees, hasMorePayees } = data;
  const t = await getTranslations("reports");
  const written = await money(ctx);
  if (payees.length === 0) return null;
  return (
    <section aria-labelledby="payees" className="mt-8 space-y-3">
      <h2 id="payees" className="text-xl">
        {t("payments.payees")}
      </h2>
      <DataTable
        caption={t("payments.payeesCaption")}
        rows={payees}
        rowKey={({ userId, currency }) => `${userId}-${currency}`}
        columns={[
          {
            key: "person",
            header: t("person"),
            cell: ({ userId, person }) => ({
              link: `/o/${ctx.organization.slug}/people/${userId}`,
              text: person,
            }),
          },
          {
            key: "count",
            header: t("payments.openCount"),
            align: "end",
            cell: ({ openCount }) => written(openCount),
          },
          { key: "open", header: t("payments.openSum"), align: "end", cell: ({ open }) => written(open) },
          { key: "paid", header: t("payments.paidSum"), align: "end", cell: ({ paid }) => written(paid) },
          { key: "currency", header: t("payments.currency"), cell: ({ currency }) => currency },
        ]}
      />
      {hasMorePayees ? (
        <p className="text-muted">{t("payments.shownPayees", { count: payees.length })}</p>
      ) : null}
    </section>
  );
}
