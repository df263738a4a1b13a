import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RecordHistorySection } from "@/app/o/[org]/history/record-history";
import { undo } from "@/app/o/[org]/imports/actions";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import { ImportCounts } from "@/components/imports/import-counts";
import { ImportStatus } from "@/components/imports/import-table";
import { RemarkTable } from "@/components/imports/remark-table";
import { UndoButton } from "@/components/imports/undo-button";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Callout } from "@/components/ui/callout";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { inPage } from "@/lib/http/page";
import { formats } from "@/lib/i18n/formats";
import { translateMessage } from "@/lib/i18n/translate-message";
import { getImport, type ImportDetails } from "@/lib/imports/queries";
import { importId, importRowFilter } from "@/lib/imports/schema";
import { isAtWork } from "@/lib/jobs/run-rules";
import { writeCounts } from "../written";

type Props = { params: Promise<{ org: string; id: string }>; searchParams: Promise<SearchParams> };

async function read(ctx: Ctx, id: string, after?: number) {
  const known = importId.safeParse({ id });
  if (!known.success) throw notFound("import");
  return getImport(ctx, known.data.id, after);
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("imports");
  return { title: t("title") };
}

async function Remarks({ found }: { found: ImportDetails }) {
  const t = await getTranslations("imports");
  const errors = await getTranslations("errors");
  const written = found.remarks.map(({ line, outcome, field, reason }) => ({
    outcome,
    line,
    column: field,
    reason: translateMessage(errors, reason, field ?? undefined),
  }));
  const of = (outcome: string) => written.filter((remark) => remark.outcome === outcome);
  const [rejected, warnings] = [of("rejected"), of("warning")];
  return (
    <>
      {rejected.length > 0 ? (
        <RemarkTable
          caption={t("notImported", { count: found.rejected })}
          what={t("reason")}
          remarks={rejected}
        />
      ) : null}
      {warnings.length > 0 ? (
        <RemarkTable
          caption={t("warningsTitle", { count: warnings.length })}
          what={t("what")}
          remarks={warnings}
        />
      ) : null}
    </>
  );
}

/** Numbers of a large import that is not through, or never came through. */
async function RunNote({ org, run }: { org: string; run: ImportDetails["run"] }) {
  if (!run || run.status === "succeeded") return null;
  const t = await getTranslations("imports");
  const isGoing = isAtWork(run.status);
  return (
    <Callout tone={isGoing ? "info" : "warning"}>
      <p>{t(isGoing ? "underWay" : "halfRead")}</p>
      <TextLink href={`/o/${org}/jobs/${run.id}`}>{t("watch")}</TextLink>
    </Callout>
  );
}

export default async function ImportPage({ params, searchParams }: Props) {
  const { org, id } = await params;
  const query = await searchParams;
  const { after } = importRowFilter.parse(query);
  const { ctx, data: found } = await inPage(org, (ctx) => read(ctx, id, after));
  const t = await getTranslations("imports");
  const f = await formats(ctx.organization.timeZone);
  const path = `/o/${org}/imports`;
  const by = found.createdBy ?? t("commandLine");
  return (
    <>
      <Breadcrumb items={[{ href: path, label: t("title") }]} />
      <PageHeader
        title={found.fileName}
        lead={`${t(`kinds.${found.kind}`)} · ${f.dateTime(found.createdAt)} · ${by}`}
        status={<ImportStatus status={found.status} />}
        actions={
          found.status === "done" ? (
            <UndoButton
              id={found.id}
              kind={found.kind}
              fileName={found.fileName}
              created={found.created}
              updated={found.updated}
              action={undo.bind(null, org)}
            />
          ) : null
        }
      />
      <div className="space-y-6">
        {found.undoneAt ? (
          <Callout>
            <p>
              {t("undoneOn", {
                when: f.dateTime(found.undoneAt),
                by: found.undoneBy ?? t("commandLine"),
              })}
            </p>
            {found.left > 0 ? <p>{t("left", { count: found.left })}</p> : null}
          </Callout>
        ) : null}
        <RunNote org={org} run={found.run} />
        <ImportCounts counts={writeCounts(found, f)} />
        <Remarks found={found} />
        {found.next === null ? null : (
          <LinkButton href={tableLink(`${path}/${found.id}`, {}, { after: String(found.next) })}>
            {t("more")}
          </LinkButton>
        )}
        <RecordHistorySection
          ctx={ctx}
          kind="import"
          id={found.id}
          path={`${path}/${found.id}`}
          wanted={query.history}
        />
      </div>
    </>
  );
}
