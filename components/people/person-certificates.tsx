import { useTranslations } from "next-intl";
import { CertificationStanding } from "@/components/certifications/standing-pill";
import { DataTable } from "@/components/data-table/data-table";
import { Card } from "@/components/ui/card";
import { LinkButton } from "@/components/ui/link-button";
import { TextLink } from "@/components/ui/text-link";
import type { HeldCertification } from "@/lib/certifications/queries";

type Row = Pick<HeldCertification, "id" | "certificateNumber" | "type" | "standing"> &
  Readonly<{ issued: string /** Null: valid for life. */; expires: string | null }>;
type Props = { home: string; userId: string; mayReceive: boolean; rows: readonly Row[] };

export function PersonCertificates({ home, userId, mayReceive, rows }: Props) {
  const t = useTranslations("people.certificates");
  const issue = (
    <LinkButton size="small" href={`${home}/certifications/issue?person=${userId}`}>
      {t("issue")}
    </LinkButton>
  );
  return (
    <Card title={t("title")} actions={mayReceive ? issue : null}>
      <DataTable
        caption={t("caption")}
        hideCaption
        rows={rows}
        rowKey={(row) => row.id}
        columns={[
          {
            key: "number",
            header: t("number"),
            whole: true,
            cell: (row) => (
              <TextLink href={`${home}/certifications/${row.id}`}>{row.certificateNumber}</TextLink>
            ),
          },
          { key: "type", header: t("type"), cell: (row) => row.type, wrap: true },
          {
            key: "standing",
            header: t("status"),
            cell: (row) => <CertificationStanding standing={row.standing} />,
          },
          { key: "issued", header: t("issued"), cell: (row) => row.issued, align: "end" },
          { key: "expires", header: t("expires"), cell: (row) => row.expires ?? t("never"), align: "end" },
        ]}
        empty={<p className="text-muted">{t("none")}</p>}
      />
    </Card>
  );
}
