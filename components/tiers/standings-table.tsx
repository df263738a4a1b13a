import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { SelectAll } from "@/components/data-table/selection";
import { type Present, PresentOne } from "@/components/tiers/present-controls";
import { TierMark } from "@/components/tiers/tier-mark";

/** Somebody in the standings, written. */
export type ShownStanding = Readonly<{
  userId: string;
  name: string;
  /** The assignment, where they hold a tier. */
  id: string | null;
  tier: Readonly<{ name: string; iconKey: string; colorToken: string | null }> | null;
  value: string;
  since: string;
  next: string;
  /** The day it was handed over; null while it has not been. */
  presented: string | null;
}>;

type Props = Readonly<{
  people: string;
  caption: string;
  rows: readonly ShownStanding[];
  /** Where tiers can be handed over: needs a <Selection> around it. */
  ceremony: Readonly<{ present: Present; unpresent: Present }> | null;
  /** Whether there is a column for what was handed over. */
  showPresented: boolean;
  empty: ReactNode;
}>;

/** Who holds what, and how far the next tier is. */
export function StandingsTable({ people, caption, rows, ceremony, showPresented, empty }: Props) {
  const t = useTranslations("standings.table");
  const dash = <span className="text-muted">–</span>;
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={(row) => row.userId}
      columns={[
        {
          key: "person",
          header: t("person"),
          cell: (row) => ({ link: `${people}/${row.userId}`, text: row.name }),
          rowHeader: true,
        },
        {
          key: "tier",
          header: t("tier"),
          cell: (row) =>
            row.tier
              ? {
                  picture: <TierMark iconKey={row.tier.iconKey} colorToken={row.tier.colorToken} size={26} />,
                  text: row.tier.name,
                }
              : dash,
        },
        { key: "value", header: t("value"), cell: (row) => row.value || dash, align: "end" },
        { key: "since", header: t("since"), cell: (row) => row.since || dash, align: "end" },
        { key: "next", header: t("next"), cell: (row) => row.next || dash, wrap: true },
        ...(showPresented
          ? [
              {
                key: "presented",
                header: t("presented"),
                align: "end" as const,
                cell: (row: ShownStanding) => row.presented ?? dash,
              },
            ]
          : []),
      ]}
      {...(ceremony
        ? {
            select: {
              header: <SelectAll />,
              cell: (row: ShownStanding) => (row.id ? { id: row.id, name: row.name } : null),
            },
            actions: (row: ShownStanding) =>
              row.id ? (
                <PresentOne id={row.id} name={row.name} isPresented={row.presented !== null} {...ceremony} />
              ) : null,
          }
        : {})}
      empty={empty}
    />
  );
}
