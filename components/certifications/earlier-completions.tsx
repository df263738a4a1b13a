"use client";
import { useTranslations } from "next-intl";
import { DataTable } from "@/components/data-table/data-table";
import { ActionButton } from "@/components/form/action-button";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import type { EarlierRow } from "@/lib/certifications/completion-queries";
import type { Result } from "@/lib/result";

/** Days are written. */
export type WrittenEarlier = Omit<EarlierRow, "completedOn" | "expiresAt"> &
  Readonly<{ completed: string; expires: string | null }>;

type Props = {
  id: string;
  name: string;
  /** The day from which the type comes with its course, written. */
  since: string;
  total: number;
  rows: readonly WrittenEarlier[];
  certificates: string;
  jobs: string;
  action: (input: { id: string }) => Promise<Result<unknown>>;
};

/** Who completed the course before the type came with it, what each would get, and the order to issue that. */
export function EarlierCompletions({ id, name, since, total, rows, certificates, jobs, action }: Props) {
  const t = useTranslations("issuing.type");
  if (total === 0) {
    return (
      <Card title={t("earlier")}>
        <p className="text-muted">{t("earlierNone", { since })}</p>
      </Card>
    );
  }
  return (
    <Card title={t("earlier")}>
      <p className="max-w-prose">{t("earlierLead", { since })}</p>
      <EarlierTable since={since} rows={rows} certificates={certificates} />
      {total > rows.length ? (
        <p className="text-muted">{t("earlierFirst", { shown: rows.length, total })}</p>
      ) : null}
      <ActionButton
        label={t("issueEarlier")}
        action={action}
        input={{ id }}
        confirm={{
          question: t("issueEarlierQuestion", { name }),
          consequence: t("issueEarlierConsequence", { count: total }),
          confirmLabel: t("issueEarlier"),
          cancelLabel: t("issueEarlierKeep"),
          tone: "primary",
        }}
        done={t("issueEarlierDone")}
        redirectTo={jobs}
      />
    </Card>
  );
}

type TableProps = Pick<Props, "since" | "rows" | "certificates">;

function EarlierTable({ since, rows, certificates }: TableProps) {
  const t = useTranslations("issuing");
  return (
    <DataTable
      caption={t("type.earlierCaption", { since })}
      hideCaption
      rows={rows}
      rowKey={(row) => `${row.userId} ${row.completed}`}
      columns={[
        { key: "person", header: t("person"), rowHeader: true, cell: (row) => row.name },
        { key: "completed", header: t("type.completed"), align: "end", cell: (row) => row.completed },
        {
          key: "outcome",
          header: t("outcome"),
          wrap: true,
          cell: (row) =>
            row.held ? (
              <TextLink href={`${certificates}/${row.held.id}`}>
                {t("holds", { number: row.held.certificateNumber })}
              </TextLink>
            ) : (
              t(`outcomes.${row.outcome === "issued" ? "waiting" : row.outcome}`)
            ),
        },
        { key: "expires", header: t("validTo"), align: "end", cell: (row) => row.expires },
      ]}
    />
  );
}
