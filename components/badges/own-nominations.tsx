import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { type PillTone, StatusPill } from "@/components/ui/status-pill";
import type { BadgeStatus } from "@/lib/badges/rules";

export type OwnNominationRow = Readonly<{
  id: string;
  person: string;
  achievement: string;
  standing: BadgeStatus;
  /** Written. */
  sent: string;
}>;

/** A no is nothing to be alarmed about. */
const TONE: Record<BadgeStatus, PillTone> = {
  pending_approval: "waiting",
  awarded: "success",
  expired: "neutral",
  rejected: "neutral",
  revoked: "neutral",
};

/** What became of those the reader proposed. */
export function OwnNominations({ rows }: { rows: readonly OwnNominationRow[] }) {
  const t = useTranslations("byHand.nominate");
  const badges = useTranslations("badges");
  return (
    <DataTable
      caption={t("ownCaption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { key: "person", header: badges("person"), cell: (row) => row.person },
        { key: "achievement", header: badges("achievement"), wrap: true, cell: (row) => row.achievement },
        {
          key: "answer",
          header: t("answer"),
          cell: (row) => <StatusPill tone={TONE[row.standing]}>{t(`standing.${row.standing}`)}</StatusPill>,
        },
        { key: "sent", header: t("sent"), align: "end", cell: (row) => row.sent },
      ]}
      empty={<p className="text-muted">{t("ownNone")}</p>}
    />
  );
}
