import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { JobStatus } from "@/components/jobs/job-status";
import { TextLink } from "@/components/ui/text-link";
import { Time } from "@/components/ui/time";
import type { JobRunStatus } from "@/lib/jobs/run-rules";

/** A run with everything but its status written for the reader. */
export type WrittenJob = Readonly<{
  id: string;
  name: string;
  status: JobRunStatus;
  progress: string;
  by: string;
  createdAt: Date;
  when: string;
}>;

type Props = { path: string; rows: readonly WrittenJob[]; empty: ReactNode };

export function JobTable({ path, rows, empty }: Props) {
  const t = useTranslations("jobs");
  return (
    <DataTable
      caption={t("caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "name",
          header: t("what"),
          rowHeader: true,
          wrap: true,
          cell: (row) => <TextLink href={`${path}/${row.id}`}>{row.name}</TextLink>,
        },
        { key: "status", header: t("status"), cell: (row) => <JobStatus status={row.status} /> },
        { key: "progress", header: t("progress"), wrap: true, cell: (row) => row.progress },
        { key: "by", header: t("startedBy"), cell: (row) => row.by },
        { key: "when", header: t("when"), cell: (row) => <Time iso={row.createdAt} text={row.when} /> },
      ]}
      empty={empty}
    />
  );
}
