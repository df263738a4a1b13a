import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { Missing, VoidedPill } from "@/components/facts/fact-state";
import { type VoidAction, VoidButton } from "@/components/facts/void-button";
import { StatusPill } from "@/components/ui/status-pill";
import { TextLink } from "@/components/ui/text-link";
import type { RegistrationRow } from "@/lib/facts/registration-queries";

const TONE = {
  registered: "waiting",
  completed: "success",
  withdrawn: "neutral",
  failed: "warning",
} as const;

/** A row with its days written for the reader. */
export type WrittenRegistration = RegistrationRow &
  Readonly<{ registered: string | null; completedText: string | null }>;

type Props = { path: string; rows: readonly WrittenRegistration[]; voidAction: VoidAction; empty: ReactNode };

export function RegistrationTable({ path, rows, voidAction, empty }: Props) {
  const t = useTranslations("facts");
  return (
    <DataTable
      caption={t("registration.caption")}
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "person",
          header: t("person"),
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
              <StatusPill tone={TONE[row.status]}>{t(`registration.statuses.${row.status}`)}</StatusPill>
            ),
        },
        {
          key: "registered",
          header: t("registration.registeredOn"),
          align: "end",
          cell: (row) => row.registered ?? <Missing />,
        },
        {
          key: "completed",
          header: t("registration.completedOn"),
          align: "end",
          cell: (row) => row.completedText ?? <Missing />,
        },
        { key: "grade", header: t("registration.grade"), cell: (row) => row.grade ?? <Missing /> },
      ]}
      actions={(row) =>
        row.voidedAt ? null : (
          <VoidButton
            id={row.id}
            name={t("registration.name", { person: row.person })}
            action={voidAction}
            size="small"
          />
        )
      }
      empty={empty}
    />
  );
}
