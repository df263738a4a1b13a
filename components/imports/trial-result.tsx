"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { ImportCounts } from "@/components/imports/import-counts";
import { RemarkTable } from "@/components/imports/remark-table";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { UploadAnswer } from "@/lib/imports/schema";

type Props = {
  fileName: string;
  result: UploadAnswer;
  busy: boolean;
  problem: string | null;
  onImport: () => void;
  onLeave: () => void;
};

/** What an import would do; nothing has been saved yet. */
export function TrialResult({ fileName, result, busy, problem, onImport, onLeave }: Props) {
  const t = useTranslations("imports");
  const heading = useRef<HTMLHeadingElement>(null);
  // The form is gone, so whoever reads on begins at what it led to.
  useEffect(() => heading.current?.focus(), []);
  const changes = result.created + result.updated;
  return (
    <section className="space-y-5" aria-labelledby="trial-heading">
      <h2 id="trial-heading" ref={heading} tabIndex={-1} className="text-lg">
        {t("triedTitle", { file: fileName })}
      </h2>
      <ImportCounts counts={written(result)} />
      {changes === 0 ? (
        <Callout tone={result.rejected > 0 ? "danger" : "info"}>
          <p>{t(result.rejected > 0 ? "nothingGood" : "nothingNew")}</p>
        </Callout>
      ) : null}
      <TrialRemarks result={result} />
      {problem ? (
        <Callout tone="danger" role="alert">
          <p>{problem}</p>
        </Callout>
      ) : null}
      <div className="flex flex-wrap gap-2">
        {changes > 0 ? (
          <Button variant="primary" busy={busy} onClick={onImport}>
            {t("importNow", { count: changes })}
          </Button>
        ) : null}
        <Button onClick={onLeave}>{t("anotherFile")}</Button>
      </div>
      <p role="status">{busy ? t("importing") : ""}</p>
    </section>
  );
}

function TrialRemarks({ result }: { result: UploadAnswer }) {
  const t = useTranslations("imports");
  return (
    <>
      {result.rejected > 0 ? (
        <div className="space-y-3">
          <Callout tone="warning" title={t("rejectedTitle", { count: result.rejected })}>
            <p>{t("rejectedHelp")}</p>
            <FirstShown all={result.rejected} shown={result.remarks.length} />
          </Callout>
          <RemarkTable
            caption={t("rejectedTitle", { count: result.rejected })}
            what={t("reason")}
            remarks={result.remarks}
          />
        </div>
      ) : null}
      {result.warned > 0 ? (
        <div className="space-y-3">
          <FirstShown all={result.warned} shown={result.warnings.length} />
          <RemarkTable
            caption={t("warningsTitle", { count: result.warned })}
            what={t("what")}
            remarks={result.warnings}
          />
        </div>
      ) : null}
    </>
  );
}

function FirstShown({ all, shown }: { all: number; shown: number }) {
  const t = useTranslations("imports");
  return all > shown ? <p>{t("firstShown", { shown })}</p> : null;
}

// Whole numbers look the same in every language but for the space between thousands, which these rarely need.
const written = ({ read, created, updated, unchanged, rejected }: UploadAnswer) => ({
  read: String(read),
  created: String(created),
  updated: String(updated),
  unchanged: String(unchanged),
  rejected: String(rejected),
});
