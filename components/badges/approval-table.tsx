import { useTranslations } from "next-intl";
import { EvidenceLink } from "@/components/badges/evidence-link";
import { DataTable } from "@/components/data-table/data-table";
import { SelectAll } from "@/components/data-table/selection";
import { Medallion } from "@/components/medallion/medallion";
import type { MedallionCategory } from "@/components/medallion/palette";
import { EmptyState } from "@/components/ui/empty-state";
import { TextLink } from "@/components/ui/text-link";
import type { WaitingBadge } from "@/lib/badges/approval-queries";

export type ApprovalRow = Omit<WaitingBadge, "waitingSince" | "category" | "icon"> &
  Readonly<{
    category: MedallionCategory;
    icon: string;
    /** Written. */
    since: string;
  }>;

/** What waits for a yes or no. `path` is the address of the badges. */
export function ApprovalTable({ path, rows }: { path: string; rows: readonly ApprovalRow[] }) {
  const t = useTranslations("byHand");
  const badges = useTranslations("badges");
  const select = {
    header: <SelectAll />,
    cell: (row: ApprovalRow) =>
      row.leftToOthers ? null : { id: row.id, name: `${row.person}, ${row.achievement}` },
  };
  return (
    <DataTable
      caption={t("approvals.caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      {...(rows.some(({ leftToOthers }) => !leftToOthers) ? { select } : {})}
      columns={[
        {
          key: "person",
          header: badges("person"),
          rowHeader: true,
          cell: (row) => <TextLink href={`${path}/${row.id}`}>{row.person}</TextLink>,
        },
        {
          key: "achievement",
          header: badges("achievement"),
          wrap: true,
          cell: (row) => (
            <span className="flex items-center gap-2">
              <Medallion
                decorative
                icon={row.icon}
                category={row.category}
                label={row.achievement}
                size={26}
                locked
              />
              <span>
                {row.achievement}
                {row.occurrence ? <span className="block text-muted text-sm">{row.occurrence}</span> : null}
              </span>
            </span>
          ),
        },
        { key: "why", header: t("approvals.why"), wrap: true, cell: (row) => <Why row={row} /> },
        {
          key: "by",
          header: t("approvals.proposedBy"),
          cell: (row) => row.proposedBy ?? t("approvals.automatic"),
        },
        { key: "since", header: t("approvals.since"), align: "end", cell: (row) => row.since },
      ]}
      empty={<EmptyState title={t("approvals.none")}>{t("approvals.noneHelp")}</EmptyState>}
    />
  );
}

function Why({ row }: { row: ApprovalRow }) {
  const t = useTranslations("byHand.approvals");
  return (
    <div className="max-w-prose space-y-1 py-1">
      {row.reason ? <p>{row.reason}</p> : null}
      {row.evidenceNarrative ? <p className="text-muted">{row.evidenceNarrative}</p> : null}
      {row.evidenceUrl ? (
        <p>
          <EvidenceLink address={row.evidenceUrl} />
        </p>
      ) : null}
      {row.leftToOthers ? <p className="text-muted">{t(row.leftToOthers)}</p> : null}
    </div>
  );
}
