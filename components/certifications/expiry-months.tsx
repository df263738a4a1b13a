import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { TextLink } from "@/components/ui/text-link";
import type { EndingMonth } from "@/lib/certifications/calendar-queries";

type Props = { months: readonly (EndingMonth & Readonly<{ written: string; href: string }>)[] };

/** How many end in each month of the year to come. */
export function ExpiryMonths({ months }: Props) {
  const t = useTranslations("certificateCalendar");
  return (
    <div className="mt-8 max-w-md">
      <DataTable
        caption={t("yearAhead")}
        rows={months}
        rowKey={({ month }) => month}
        columns={[
          {
            key: "month",
            header: t("month"),
            cell: ({ href, written }) => (
              <TextLink href={href} className="capitalize">
                {written}
              </TextLink>
            ),
          },
          { key: "count", header: t("ending"), align: "end", cell: ({ count }) => String(count) },
        ]}
      />
    </div>
  );
}
