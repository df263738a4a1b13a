import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { ActionButton } from "@/components/form/action-button";
import { EmptyState } from "@/components/ui/empty-state";
import { Time } from "@/components/ui/time";
import type { Result } from "@/lib/result";

/** A job that was given up on, written for the reader. */
export type WrittenGivenUp = Readonly<{
  id: string;
  name: string;
  organization: string | null;
  tries: string;
  givenUpAt: Date;
  when: string;
  why: string;
}>;

type Props = {
  rows: readonly WrittenGivenUp[];
  retry: (input: { id: string }) => Promise<Result<unknown>>;
};

export function GivenUpTable({ rows, retry }: Props) {
  const t = useTranslations("jobs.dead");
  return (
    <DataTable
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        { key: "name", header: t("name"), rowHeader: true, cell: (row) => row.name },
        {
          key: "organization",
          header: t("organization"),
          wrap: true,
          cell: (row) => row.organization ?? t("noOrganization"),
        },
        { key: "why", header: t("why"), wrap: true, cell: (row) => row.why },
        { key: "tries", header: t("tries"), align: "end", cell: (row) => row.tries },
        { key: "when", header: t("when"), cell: (row) => <Time iso={row.givenUpAt} text={row.when} /> },
      ]}
      actions={(row) => (
        <ActionButton
          label={t("retry")}
          accessibleLabel={t("retryOf", { name: row.name })}
          size="row"
          action={retry}
          input={{ id: row.id }}
          done={t("retried")}
        />
      )}
      empty={<EmptyState title={t("none")}>{t("noneHelp")}</EmptyState>}
    />
  );
}
