import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { StatusPill } from "@/components/ui/status-pill";
import { TextLink } from "@/components/ui/text-link";
import type { CourseRow } from "@/lib/facts/course-queries";

type Props = {
  path: string;
  rows: readonly (CourseRow & { registrationsText: string; completedText: string })[];
  empty: ReactNode;
};

export function CourseTable({ path, rows, empty }: Props) {
  const t = useTranslations("facts");
  return (
    <DataTable
      caption={t("course.caption")}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      columns={[
        {
          key: "code",
          header: t("course.code"),
          cell: (row) => <TextLink href={`${path}/${row.id}`}>{row.code}</TextLink>,
        },
        {
          key: "title",
          header: t("course.courseTitle"),
          wrap: true,
          cell: (row) => (
            <>
              {row.title} {row.isActive ? null : <StatusPill>{t("course.closed")}</StatusPill>}
            </>
          ),
        },
        {
          key: "registrations",
          header: t("course.registrations"),
          align: "end",
          cell: (row) => row.registrationsText,
        },
        { key: "completed", header: t("course.completed"), align: "end", cell: (row) => row.completedText },
      ]}
      empty={empty}
    />
  );
}
