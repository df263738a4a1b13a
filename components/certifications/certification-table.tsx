import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { CertificationStanding } from "@/components/certifications/standing-pill";
import { DataTable } from "@/components/data-table/data-table";
import { TextLink } from "@/components/ui/text-link";
import type { CertificationRow } from "@/lib/certifications/list-queries";

/** Days are already written in the reader's language. */
type Row = Omit<CertificationRow, "issuedAt" | "expiresAt"> & Readonly<{ issued: string; expires: string }>;

export function CertificationTable({
  path,
  rows,
  empty,
}: {
  path: string;
  rows: readonly Row[];
  empty: ReactNode;
}) {
  const t = useTranslations("certifications");
  return (
    <DataTable
      caption={t("list.caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "number",
          header: t("number"),
          cell: (row) => <TextLink href={`${path}/${row.id}`}>{row.certificateNumber}</TextLink>,
        },
        { key: "person", header: t("person"), wrap: true, cell: (row) => row.person },
        { key: "type", header: t("type"), wrap: true, cell: (row) => row.type },
        {
          key: "status",
          header: t("status"),
          cell: (row) => <CertificationStanding standing={row.standing} />,
        },
        { key: "issued", header: t("issued"), cell: (row) => row.issued },
        { key: "expires", header: t("expires"), cell: (row) => row.expires },
      ]}
      empty={empty}
    />
  );
}
