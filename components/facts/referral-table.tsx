import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { VoidedPill } from "@/components/facts/fact-state";
import { type VoidAction, VoidButton } from "@/components/facts/void-button";
import { StatusPill } from "@/components/ui/status-pill";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import type { ReferralRow } from "@/lib/facts/referral-queries";

const TONE = { pending: "waiting", completed: "success", declined: "neutral" } as const;

type Props = {
  path: string;
  rows: readonly (ReferralRow & { when: string })[];
  voidAction: VoidAction;
  empty: ReactNode;
};

export function ReferralTable({ path, rows, voidAction, empty }: Props) {
  const t = useTranslations("facts");
  return (
    <DataTable
      caption={t("referral.caption")}
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
            row.voidedAt ? (
              <VoidedPill reason={row.voidReason} />
            ) : (
              <StatusPill tone={TONE[row.status]}>{t(`referral.statuses.${row.status}`)}</StatusPill>
            ),
        },
      ]}
      actions={(row) =>
        row.voidedAt ? null : (
          <VoidButton
            id={row.id}
            name={t("referral.name", { person: row.person, when: row.when })}
            action={voidAction}
            size="small"
          />
        )
      }
      empty={empty}
    />
  );
}
