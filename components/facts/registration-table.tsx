import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { Missing, VoidedBecause } from "@/components/facts/fact-state";
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

type Props = { path: string; rows: readonly WrittenRegistration[]; empty: ReactNode };

export function RegistrationTable({ path, rows, empty }: Props) {
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
            row.voidReason !== null ? (
              <VoidedBecause reason={row.voidReason} />
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
      empty={empty}
    />
  );
}
