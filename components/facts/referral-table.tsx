import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { VoidedBecause } from "@/components/facts/fact-state";
import { StatusPill } from "@/components/ui/status-pill";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import type { ReferralRow } from "@/lib/facts/referral-queries";

const TONE = { pending: "waiting", completed: "success", declined: "neutral" } as const;

type Props = {
  path: string;
  rows: readonly (ReferralRow & { when: string })[];
  empty: ReactNode;
};

export function ReferralTable({ path, rows, empty }: Props) {
  const t = useTranslations("facts");
  return (
    <DataTable
      caption={t("referral.caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { key: "when", header: t("when"), cell: (row) => <Time iso={row.occurredAt} text={row.when} /> },
        {
          key: "person",
          header: t("person"),
          rowHeader: true,
          cell: (row) => <TextLink href={`${path}/${row.id}`}>{row.person}</TextLink>,
        },
        {
          key: "status",
          header: t("status"),
          wrap: true,
          cell: (row) =>
            row.voidReason !== null ? (
              <VoidedBecause reason={row.voidReason} />
            ) : (
              <StatusPill tone={TONE[row.status]}>{t(`referral.statuses.${row.status}`)}</StatusPill>
            ),
        },
      ]}
      empty={empty}
    />
  );
}
