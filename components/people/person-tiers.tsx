import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { TierMark } from "@/components/tiers/tier-mark";
import { Card } from "@/components/ui/card";
import type { PillTone } from "@/components/ui/status-pill";
import type { PersonTier } from "@/lib/tiers/person-queries";

/** An assignment with its period, value, days and what became of it written. */
type Row = Pick<PersonTier, "id" | "name" | "iconKey" | "colorToken" | "status"> &
  Readonly<{ period: string; value: string; since: string; became: string; presented: string | null }>;

const TONE: Readonly<Record<PersonTier["status"], PillTone>> = {
  assigned: "success",
  superseded: "neutral",
  revoked: "danger",
};

/** Every tier a person was ever assigned, and what became of it. */
export function PersonTiers({ rows }: { rows: readonly Row[] }) {
  const t = useTranslations("tiers.history");
  return (
    <Card title={t("title")}>
      <DataTable
        caption={t("caption")}
        hideCaption
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          {
            key: "tier",
            header: t("tier"),
            cell: (row) => ({
              picture: <TierMark iconKey={row.iconKey} colorToken={row.colorToken} size={26} />,
              text: row.name,
            }),
          },
          { key: "period", header: t("period"), cell: (row) => row.period },
          { key: "value", header: t("value"), cell: (row) => row.value, align: "end" },
          { key: "since", header: t("since"), cell: (row) => row.since, align: "end" },
          {
            key: "status",
            header: t("status"),
            cell: (row) => ({ pill: TONE[row.status], text: t(`statuses.${row.status}`) }),
          },
          { key: "became", header: t("became"), cell: (row) => row.became, wrap: true },
          { key: "presented", header: t("presented"), cell: (row) => row.presented ?? "", align: "end" },
        ]}
        empty={<p className="text-muted">{t("none")}</p>}
      />
    </Card>
  );
}
