import { useTranslations } from "next-intl";
import { CertificationStanding } from "@/components/certifications/standing-pill";
import { DataTable } from "@/components/data-table/data-table";
import type { ManyObstacle } from "@/lib/certifications/many-queries";
import type { ManyKind } from "@/lib/certifications/many-schema";
import type { CertificationStatus } from "@/lib/certifications/rules";

export type WrittenPlanned = Readonly<{
  id: string;
  certificateNumber: string;
  person: string;
  type: string;
  standing: CertificationStatus;
  obstacle: ManyObstacle | null;
  /** Written last days. */
  expires: string;
  until: string | null;
}>;

type Props = { kind: ManyKind; path: string; caption: string; rows: readonly WrittenPlanned[] };

/** What would happen to each certificate, or why nothing. */
export function ManyPreviewTable({ kind, path, caption, rows }: Props) {
  const t = useTranslations("certificateMany");
  const columns = useTranslations("certificateList.columns");
  return (
    <DataTable
      caption={caption}
      hideCaption
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          key: "number",
          header: columns("number"),
          whole: true,
          cell: (row) => ({ link: `${path}/${row.id}`, text: row.certificateNumber }),
        },
        { key: "person", header: columns("person"), wrap: true, cell: (row) => row.person },
        {
          key: "what",
          header: t("what"),
          wrap: true,
          cell: ({ obstacle, until }) => {
            if (obstacle) return t(`obstacles.${obstacle}`);
            return kind === "renew" ? t("until", { day: until ?? "" }) : t("isRevoked");
          },
        },
        {
          key: "status",
          header: columns("status"),
          cell: (row) => <CertificationStanding standing={row.standing} />,
        },
        { key: "expires", header: columns("expires"), cell: (row) => row.expires },
        { key: "type", header: columns("type"), wrap: true, cell: (row) => row.type },
      ]}
    />
  );
}
