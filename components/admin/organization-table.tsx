import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { ActionButton } from "@/components/form/action-button";
import { EmptyState } from "@/components/ui/empty-state";
import { StatusPill } from "@/components/ui/status-pill";
import { TextLink } from "@/components/ui/text-link";
import type { Result } from "@/lib/result";

type Row = Readonly<{
  id: string;
  slug: string;
  name: string;
  certificatePrefix: string;
  isActive: boolean;
  issuingPausedAt: Date | null;
  created: string;
}>;
type Props = {
  rows: readonly Row[];
  setActive: (input: { id: string; isActive: boolean }) => Promise<Result<void>>;
};

export function OrganizationTable({ rows, setActive }: Props) {
  const t = useTranslations("admin");
  return (
    <DataTable
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "name",
          header: t("name"),
          cell: (row) => (row.isActive ? <TextLink href={`/o/${row.slug}`}>{row.name}</TextLink> : row.name),
        },
        { key: "slug", header: t("slug"), cell: (row) => row.slug },
        { key: "prefix", header: t("prefix"), cell: (row) => row.certificatePrefix },
        { key: "status", header: t("status"), cell: (row) => <Standing row={row} /> },
        { key: "created", header: t("created"), cell: (row) => row.created, align: "end" },
      ]}
      actions={(row) => <Switch row={row} setActive={setActive} />}
      empty={<EmptyState title={t("none")}>{t("noneHelp")}</EmptyState>}
    />
  );
}

function Standing({ row }: { row: Row }) {
  const t = useTranslations("admin");
  if (!row.isActive) return <StatusPill tone="neutral">{t("closed")}</StatusPill>;
  if (row.issuingPausedAt) return <StatusPill tone="warning">{t("paused")}</StatusPill>;
  return <StatusPill tone="success">{t("open")}</StatusPill>;
}

function Switch({ row, setActive }: { row: Row } & Pick<Props, "setActive">) {
  const t = useTranslations("admin");
  const { id, name } = row;
  if (!row.isActive) {
    return (
      <ActionButton
        size="small"
        label={t("activate")}
        accessibleLabel={t("activateName", { name })}
        action={setActive}
        input={{ id, isActive: true }}
        done={t("activated", { name })}
      />
    );
  }
  return (
    <ActionButton
      size="small"
      label={t("close")}
      accessibleLabel={t("closeName", { name })}
      action={setActive}
      input={{ id, isActive: false }}
      confirm={{
        question: t("closeQuestion", { name }),
        consequence: t("closeConsequence"),
        confirmLabel: t("close"),
      }}
      done={t("closedName", { name })}
    />
  );
}
