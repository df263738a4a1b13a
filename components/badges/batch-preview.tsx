"use client";
import { useTranslations } from "next-intl";
import { useEffect, useId, useRef } from "react";
import { DataTable } from "@/components/data-table/data-table";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { type BatchInput, batchOutcomes } from "@/lib/badges/batch-schema";
import type { BatchPreview, PreviewRow } from "@/lib/badges/batch-service";
import { translateMessage } from "@/lib/i18n/translate-message";

type Include = Pick<BatchInput, "includeRevoked" | "includeEarlier">;

type Props = {
  achievement: string;
  input: BatchInput;
  result: BatchPreview;
  busy: boolean;
  problem: string | null;
  onInclude: (change: Include) => void;
  onAward: () => void;
  onLeave: () => void;
};

/** People of one cause that the preview names. */
const NAMED = 100;

/** What awarding would do to each; nothing has been awarded yet. */
export function BatchPreviewStep(props: Props) {
  const { achievement, result, busy, problem } = props;
  const t = useTranslations("batches");
  const heading = useRef<HTMLHeadingElement>(null);
  // The form is gone, so whoever reads on begins at what it led to.
  useEffect(() => heading.current?.focus(), []);
  const awarded = result.counts.awarded ?? 0;
  return (
    <section className="space-y-5" aria-labelledby="preview-heading">
      <h2 id="preview-heading" ref={heading} tabIndex={-1} className="text-xl">
        {t("previewTitle", { achievement })}
      </h2>
      {result.needsApproval ? (
        <Callout>
          <p>{t("waits")}</p>
        </Callout>
      ) : null}
      {awarded === 0 ? (
        <Callout tone="warning">
          <p>{t("nobody")}</p>
        </Callout>
      ) : null}
      <Also {...props} />
      <Rows result={result} />
      {problem ? (
        <Callout tone="danger" role="alert">
          <p>{problem}</p>
        </Callout>
      ) : null}
      <div className="flex flex-wrap gap-2">
        {awarded > 0 ? (
          <Button variant="primary" busy={busy} onClick={props.onAward}>
            {t("award", { count: awarded })}
          </Button>
        ) : null}
        <Button onClick={props.onLeave}>{t("change")}</Button>
      </div>
      <p role="status">{busy ? t("awarding") : ""}</p>
    </section>
  );
}

/** Those who are left out unless somebody says that they are meant too. */
function Also({ input, result, onInclude }: Props) {
  const t = useTranslations("batches");
  const id = useId();
  const choices = [
    { name: "includeRevoked", count: result.counts.revoked_before ?? 0 },
    { name: "includeEarlier", count: result.counts.before_joining ?? 0 },
  ] as const;
  const shown = choices.filter(({ name, count }) => count > 0 || input[name]);
  if (shown.length === 0) return null;
  return (
    <fieldset className="space-y-2">
      <legend className="font-semibold">{t("include")}</legend>
      {shown.map(({ name, count }) => (
        <div key={name} className="flex items-start gap-2.5">
          <input
            type="checkbox"
            id={`${id}-${name}`}
            checked={input[name] ?? false}
            onChange={(event) => onInclude({ [name]: event.target.checked })}
            className="mt-0.5 size-5 shrink-0 accent-accent"
          />
          <label htmlFor={`${id}-${name}`}>{input[name] ? t(`${name}Done`) : t(name, { count })}</label>
        </div>
      ))}
    </fieldset>
  );
}

function Rows({ result: { counts, rows, total } }: { result: BatchPreview }) {
  const t = useTranslations("batches");
  const get = rows.filter(({ outcome }) => outcome === "awarded");
  const getNot = rows.filter(({ outcome }) => outcome !== "awarded");
  const awarded = counts.awarded ?? 0;
  const isCut = batchOutcomes.some((outcome) => (counts[outcome] ?? 0) > NAMED);
  return (
    <>
      {getNot.length > 0 ? (
        <PreviewTable caption={t("getNot", { count: total - awarded })} rows={getNot} hasCause />
      ) : null}
      {get.length > 0 ? (
        <PreviewTable caption={t("get", { count: awarded })} rows={get} hasCause={false} />
      ) : null}
      {isCut ? <p className="text-muted">{t("firstShown", { shown: NAMED })}</p> : null}
    </>
  );
}

type TableProps = { caption: string; rows: readonly PreviewRow[]; hasCause: boolean };

function PreviewTable({ caption, rows, hasCause }: TableProps) {
  const t = useTranslations("batches");
  const errors = useTranslations("errors");
  const cause = (row: PreviewRow) => (
    <>
      {t(`outcomes.${row.outcome}`)}
      {row.problem ? (
        <span className="block text-muted text-sm">{translateMessage(errors, row.problem)}</span>
      ) : null}
    </>
  );
  return (
    <DataTable
      caption={caption}
      rows={rows}
      rowKey={(row) => row.line}
      columns={[
        { key: "line", header: t("line"), cell: (row) => String(row.line), align: "end" },
        {
          key: "person",
          header: t("person"),
          rowHeader: true,
          cell: (row) => (
            <>
              {row.name ?? row.given ?? "–"}
              {row.name && row.given ? (
                <span className="block font-normal text-muted text-sm">{row.given}</span>
              ) : null}
            </>
          ),
        },
        ...(hasCause ? [{ key: "outcome", header: t("outcome"), wrap: true, cell: cause } as const] : []),
      ]}
    />
  );
}
