import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { TextLink } from "@/components/ui/text-link";
import type { AwardRow, VersionRow } from "@/lib/achievements/history-queries";

type Written = { written: { date: (at: Date) => string } };

type ShownVersion = Pick<VersionRow, "number" | "publishedAt" | "publishedBy"> & Readonly<{ takes: string }>;

export function VersionTable({ versions, written }: Written & { versions: readonly ShownVersion[] }) {
  const t = useTranslations("achievements");
  return (
    <DataTable
      caption={t("detail.versionsCaption")}
      hideCaption
      rows={versions}
      rowKey={(row) => row.number}
      columns={[
        { key: "number", header: t("detail.version"), cell: (row) => row.number },
        {
          key: "trigger",
          header: t("detail.trigger"),
          wrap: true,
          cell: (row) => row.takes,
        },
        { key: "at", header: t("detail.publishedAt"), cell: (row) => written.date(row.publishedAt) },
        { key: "by", header: t("detail.publishedBy"), cell: (row) => row.publishedBy ?? t("detail.system") },
      ]}
      empty={<p>{t("detail.noVersions")}</p>}
    />
  );
}

/** The latest awards, with a way to all of them. */
export function AwardTable({ org, awards, written }: Written & { org: string; awards: readonly AwardRow[] }) {
  const t = useTranslations("achievements");
  return (
    <DataTable
      caption={t("detail.awardsCaption")}
      hideCaption
      rows={awards}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "person",
          header: t("detail.person"),
          wrap: true,
          cell: (row) => <TextLink href={`/o/${org}/badges/${row.id}`}>{row.person}</TextLink>,
        },
        { key: "at", header: t("detail.awardedAt"), cell: (row) => written.date(row.awardedAt) },
      ]}
      empty={null}
    />
  );
}
