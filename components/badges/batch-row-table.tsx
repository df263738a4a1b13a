import { useTranslations } from "next-intl";
import { StandingPill } from "@/components/badges/standing-pill";
import { DataTable } from "@/components/data-table/data-table";
import { TextLink } from "@/components/ui/text-link";
import type { BatchRow } from "@/lib/badges/batch-queries";
import type { BadgeStatus } from "@/lib/badges/rules";

type Row = Omit<BatchRow, "metOn" | "status"> & { day: string | null; status: BadgeStatus | null };
type Props = {
  /** The addresses of badges and of people. */
  badges: string;
  people: string;
  rows: readonly Row[];
};

/** What became of each person of a batch, and what became of their badge since. */
export function BatchRowTable({ badges, people, rows }: Props) {
  const t = useTranslations("batches");
  return (
    <DataTable
      caption={t("rows")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.line}
      columns={[
        { key: "line", header: t("line"), cell: (row) => String(row.line), align: "end" },
        {
          key: "person",
          header: t("person"),
          rowHeader: true,
          cell: (row) =>
            row.userId && row.name ? (
              <TextLink href={`${people}/${row.userId}`}>{row.name}</TextLink>
            ) : (
              (row.given ?? "–")
            ),
        },
        {
          key: "outcome",
          header: t("result"),
          cell: (row) =>
            row.badgeId ? (
              <TextLink href={`${badges}/${row.badgeId}`}>{t("got")}</TextLink>
            ) : (
              t(`outcomes.${row.outcome}`)
            ),
        },
        { key: "now", header: t("now"), cell: (row) => row.status && <StandingPill standing={row.status} /> },
        // Only a list says a day of its own.
        ...(rows.some(({ day }) => day)
          ? [{ key: "date", header: t("date"), cell: (row: Row) => row.day, align: "end" as const }]
          : []),
      ]}
    />
  );
}
