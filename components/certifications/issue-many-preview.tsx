"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { TextLink } from "@/components/ui/text-link";
import { batchOutcomes, type WrittenTrial, type WrittenTrialRow } from "@/lib/certifications/batch-schema";

type Props = {
  type: string;
  certificates: string;
  result: WrittenTrial;
  busy: boolean;
  problem: string | null;
  onIssue: () => void;
  onLeave: () => void;
};

/** Rows of one outcome that the dry run names. */
const NAMED = 100;

/** What issuing would do to each; nothing has been issued yet. */
export function IssueManyPreview({ type, certificates, result, busy, problem, onIssue, onLeave }: Props) {
  const t = useTranslations("issuing");
  const heading = useRef<HTMLHeadingElement>(null);
  // The form is gone, so whoever reads on begins at what it led to.
  useEffect(() => heading.current?.focus(), []);
  const issued = result.counts.waiting ?? 0;
  return (
    <section className="space-y-5" aria-labelledby="preview-heading">
      <h2 id="preview-heading" ref={heading} tabIndex={-1} className="text-xl">
        {t("previewTitle", { type })}
      </h2>
      {issued === 0 ? (
        <Callout tone="warning">
          <p>{t("nobody")}</p>
        </Callout>
      ) : null}
      <Rows result={result} certificates={certificates} />
      {problem ? (
        <Callout tone="danger" role="alert">
          <p>{problem}</p>
        </Callout>
      ) : null}
      <div className="flex flex-wrap gap-2">
        {issued > 0 ? (
          <Button variant="primary" busy={busy} onClick={onIssue}>
            {t("issue", { count: issued })}
          </Button>
        ) : null}
        <Button onClick={onLeave}>{t("change")}</Button>
      </div>
      <p role="status">{busy ? t("ordering") : ""}</p>
    </section>
  );
}

type RowsProps = { result: WrittenTrial; certificates: string };

function Rows({ result: { counts, rows, total }, certificates }: RowsProps) {
  const t = useTranslations("issuing");
  const get = rows.filter(({ outcome }) => outcome === "waiting");
  const getNot = rows.filter(({ outcome }) => outcome !== "waiting");
  const issued = counts.waiting ?? 0;
  const isCut = batchOutcomes.some((outcome) => (counts[outcome] ?? 0) > NAMED);
  return (
    <>
      {getNot.length > 0 ? (
        <DataTable
          caption={t("getNot", { count: total - issued })}
          rows={getNot}
          rowKey={(row) => row.line}
          columns={[
            ...who(t),
            {
              key: "outcome",
              header: t("outcome"),
              wrap: true,
              cell: (row) => <Cause row={row} certificates={certificates} />,
            },
          ]}
        />
      ) : null}
      {get.length > 0 ? (
        <DataTable
          caption={t("get", { count: issued })}
          rows={get}
          rowKey={(row) => row.line}
          columns={[
            ...who(t),
            { key: "valid", header: t("valid"), cell: (row) => row.issued, align: "end" },
            { key: "expires", header: t("validTo"), cell: (row) => row.expires, align: "end" },
          ]}
        />
      ) : null}
      {isCut ? <p className="text-muted">{t("firstShown", { shown: NAMED })}</p> : null}
    </>
  );
}

const who = (t: ReturnType<typeof useTranslations<"issuing">>) =>
  [
    { key: "line", header: t("line"), cell: (row: WrittenTrialRow) => String(row.line), align: "end" },
    {
      key: "person",
      header: t("person"),
      rowHeader: true,
      wrap: true,
      cell: (row: WrittenTrialRow) => (
        <>
          <span className="wrap-anywhere">{row.name ?? row.given ?? "–"}</span>
          {row.name && row.given ? (
            <span className="block font-normal text-muted text-sm">{row.given}</span>
          ) : null}
        </>
      ),
    },
  ] as const;

function Cause({ row, certificates }: { row: WrittenTrialRow; certificates: string }) {
  const t = useTranslations("issuing");
  if (row.held) {
    return (
      <TextLink href={`${certificates}/${row.held.id}`}>
        {t("holds", { number: row.held.certificateNumber })}
      </TextLink>
    );
  }
  return (
    <>
      {t(`outcomes.${row.outcome}`)}
      {row.problem ? <span className="block text-muted text-sm">{row.problem}</span> : null}
    </>
  );
}
