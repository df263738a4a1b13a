import { useTranslations } from "next-intl";
import { MoveControls } from "@/components/achievements/reorder";
import { DataTable } from "@/components/data-table/data-table";
import { periodText } from "@/components/tiers/period-text";
import { TierMark } from "@/components/tiers/tier-mark";
import { TextLink } from "@/components/ui/text-link";
import type { TierView } from "@/lib/tiers/view-queries";

/** `takes` says in the reader's language what the tier takes, `holders` how many hold it. */
export type TierRow = Pick<TierView, "id" | "name" | "iconKey" | "colorToken" | "periodKey"> &
  Readonly<{ takes: string; holders: string }>;

type Props = Readonly<{
  path: string;
  caption: string;
  hideCaption?: boolean;
  rows: readonly TierRow[];
  /** With buttons to move the rows; needs a <Reorder> around it. */
  canMove: boolean;
  /** Without the number of holders: tiers out of use have none. */
  isOut?: boolean;
}>;

/** Tiers, the highest on top as on a ladder. */
export function TierTable({ path, caption, hideCaption, rows, canMove, isOut }: Props) {
  const t = useTranslations("tiers");
  return (
    <DataTable
      caption={caption}
      hideCaption={hideCaption}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "name",
          header: t("list.name"),
          rowHeader: true,
          wrap: true,
          cell: (row) => (
            <span className="flex items-center gap-3">
              <TierMark iconKey={row.iconKey} colorToken={row.colorToken} />
              <TextLink href={`${path}/${row.id}`}>{row.name}</TextLink>
            </span>
          ),
        },
        { key: "takes", header: t("list.takes"), wrap: true, cell: (row) => row.takes },
        { key: "period", header: t("list.period"), cell: (row) => periodText(t, row.periodKey) },
        ...(isOut
          ? []
          : [
              {
                key: "holders",
                header: t("list.holders"),
                align: "end" as const,
                cell: (row: TierRow) => ({
                  link: `${path}/standings?period=${row.periodKey}&tier=${row.id}`,
                  text: row.holders,
                }),
              },
            ]),
      ]}
      {...(canMove ? { actions: (row: TierRow) => <MoveControls id={row.id} name={row.name} /> } : {})}
    />
  );
}
