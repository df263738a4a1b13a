import { useTranslations } from "next-intl";
import { CertificationStanding } from "@/components/certifications/standing-pill";
import { DataTable } from "@/components/data-table/data-table";
import { TextLink } from "@/components/ui/text-link";
import type { CertificationBatchRow } from "@/lib/certifications/batch-queries";

/** Days and problems are written. */
export type WrittenBatchRow = Omit<CertificationBatchRow, "problem"> &
  Readonly<{ problem: string | null; issued: string | null; expires: string | null }>;

type Props = {
  /** The addresses of certificates and of people. */
  certificates: string;
  people: string;
  rows: readonly WrittenBatchRow[];
};

/** What became of each row of a batch, and how its certificate stands now. */
export function CertificationBatchRowTable({ certificates, people, rows }: Props) {
  const t = useTranslations("issuing");
  return (
    <DataTable
      caption={t("rows")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.line}
      columns={[
        { key: "line", header: t("line"), cell: (row) => String(row.line), align: "end" },
        {
          key: "person",
          header: t("person"),
          rowHeader: true,
          wrap: true,
          cell: (row) =>
            row.userId && row.name ? (
              <TextLink href={`${people}/${row.userId}`}>{row.name}</TextLink>
            ) : (
              <span className="wrap-anywhere">{row.given ?? "–"}</span>
            ),
        },
        { key: "outcome", header: t("result"), wrap: true, cell: (row) => <Outcome row={row} /> },
        {
          key: "certificate",
          header: t("certificate"),
          whole: true,
          cell: ({ certificate }) =>
            certificate && (
              <TextLink href={`${certificates}/${certificate.id}`}>{certificate.certificateNumber}</TextLink>
            ),
        },
        { key: "issued", header: t("valid"), cell: (row) => row.issued, align: "end" },
        { key: "expires", header: t("validTo"), cell: (row) => row.expires, align: "end" },
        {
          key: "now",
          header: t("now"),
          cell: ({ certificate }) => certificate && <CertificationStanding standing={certificate.status} />,
        },
      ]}
    />
  );
}

function Outcome({ row }: { row: WrittenBatchRow }) {
  const t = useTranslations("issuing");
  return (
    <>
      {row.outcome === "waiting" ? t("waitingRow") : t(`outcomes.${row.outcome}`)}
      {row.problem ? <span className="block text-muted text-sm">{row.problem}</span> : null}
    </>
  );
}
