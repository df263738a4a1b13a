import { useTranslations } from "next-intl";
import { FlagActions } from "@/components/badges/flag-actions";
import { UnmetList } from "@/components/badges/unmet-list";
import { DataTable } from "@/components/data-table/data-table";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import { TextLink } from "@/components/ui/text-link";
import type { KeepInput } from "@/lib/badges/flag-schema";
import type { RevocationInput } from "@/lib/badges/schema";
import type { Result } from "@/lib/result";

export type FlaggedRow = Readonly<{
  id: string;
  person: string;
  achievement: string;
  /** Which time or period, written; empty for a badge that is earned once. */
  occurrence: string;
  flagReason: string;
  /** What is missing, written. */
  missing: readonly string[];
}>;

type Props = {
  path: string;
  rows: readonly FlaggedRow[];
  keep: (input: KeepInput) => Promise<Result<unknown>>;
  revoke: (input: RevocationInput) => Promise<Result<unknown>>;
};

/** Badges that wait for somebody to decide whether they stand, with the reason and the two decisions. */
export function FlaggedTable({ path, rows, keep, revoke }: Props) {
  const t = useTranslations("flags");
  const words = useTranslations("badges");
  return (
    <DataTable
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "person",
          header: words("person"),
          cell: (row) => <TextLink href={`${path}/${row.id}`}>{row.person}</TextLink>,
        },
        { key: "achievement", header: words("achievement"), cell: (row) => row.achievement, wrap: true },
        { key: "occurrence", header: words("occurrence"), cell: (row) => row.occurrence },
        {
          key: "reason",
          header: t("reason"),
          cell: (row) => <UnmetList texts={row.missing} />,
          wrap: true,
        },
      ]}
      actions={(row) => <FlagActions badge={row} keep={keep} revoke={revoke} size="small" />}
      empty={
        <EmptyState title={t("none")} actions={<LinkButton href={path}>{t("showAll")}</LinkButton>}>
          {t("noneHelp")}
        </EmptyState>
      }
    />
  );
}
