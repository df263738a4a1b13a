import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type Column, DataTable } from "@/components/data-table/data-table";
import { SelectAll } from "@/components/data-table/selection";
import { type SearchParams, sortOn } from "@/components/data-table/table-link";
import { PERSON_TONE } from "@/components/people/person-status";
import { EmptyState } from "@/components/ui/empty-state";
import { LinkButton } from "@/components/ui/link-button";
import type { PersonRow } from "@/lib/people/queries";

type Props = {
  path: string;
  query: SearchParams;
  sort: "name" | "-name";
  rows: readonly (PersonRow & { joined: string | null; tiers: string | null })[];
  /** Keys of the columns that are shown. */
  shown: readonly string[];
  isFiltered: boolean;
  /** The way to add somebody, for those who may. */
  add: ReactNode;
};

/** Needs a `<Selection>` around it. */
export function PeopleTable({ path, query, sort, rows, shown, isFiltered, add }: Props) {
  const t = useTranslations("people");
  const roles = useTranslations("shell.roles");
  const dash = <span className="text-muted">–</span>;
  const columns: readonly Column<Props["rows"][number]>[] = [
    {
      key: "name",
      header: t("displayName"),
      cell: (row) => ({ link: `${path}/${row.userId}`, text: row.displayName }),
      sort: sortOn({ path, query, sort }, "name"),
    },
    { key: "role", header: t("role"), cell: (row) => roles(row.role) },
    {
      key: "status",
      header: t("status"),
      cell: (row) => ({ pill: PERSON_TONE[row.status], text: t(`statuses.${row.status}`) }),
    },
    { key: "tiers", header: t("tier"), cell: (row) => row.tiers ?? dash },
    { key: "email", header: t("email"), cell: (row) => row.email ?? dash },
    { key: "ref", header: t("externalRef"), cell: (row) => row.externalRef ?? dash },
    { key: "joined", header: t("joinedOn"), cell: (row) => row.joined ?? dash, align: "end" },
  ];
  return (
    <DataTable
      caption={t(`captions.${sort}`)}
      hideCaption
      rows={rows}
      rowKey={(row) => row.userId}
      select={{
        header: <SelectAll />,
        cell: ({ userId, displayName }) => ({ id: userId, name: displayName }),
      }}
      columns={columns.filter(({ key }) => shown.includes(key))}
      empty={
        isFiltered ? (
          <EmptyState title={t("noneFound")} actions={<LinkButton href={path}>{t("showAll")}</LinkButton>}>
            {t("noneFoundHelp")}
          </EmptyState>
        ) : (
          <EmptyState title={t("none")} actions={add}>
            {t("noneHelp")}
          </EmptyState>
        )
      }
    />
  );
}
