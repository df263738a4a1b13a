import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { JobCard } from "@/app/o/[org]/jobs/job-card";
import { withJob } from "@/app/o/[org]/jobs/with-job";
import { CertificationBatchRowTable } from "@/components/certifications/batch-row-table";
import { CertificationBatchUndo } from "@/components/certifications/batch-undo-button";
import { OutcomeList } from "@/components/data-table/outcome-list";
import type { SearchParams } from "@/components/data-table/table-link";
import { JobStatus } from "@/components/jobs/job-status";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { DownloadLink } from "@/components/ui/download-link";
import { PageHeader } from "@/components/ui/page-header";
import { StatusPill } from "@/components/ui/status-pill";
import { type CertificationBatchDetails, getCertificationBatch } from "@/lib/certifications/batch-queries";
import {
  type CertificationBatchFilter,
  certificationBatchFilter,
  certificationBatchId,
} from "@/lib/certifications/batch-schema";
import { lastDayOf } from "@/lib/certifications/calendar-rules";
import type { Ctx } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { inPage } from "@/lib/http/page";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { formats } from "@/lib/i18n/formats";
import { translateMessage } from "@/lib/i18n/translate-message";
import { undoMany } from "../actions";

type Props = { params: Promise<{ org: string; id: string }>; searchParams: Promise<SearchParams> };
type Formats = Awaited<ReturnType<typeof formats>>;

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("issuing");
  return { title: t("one") };
}

async function read(ctx: Ctx, id: string, filter: CertificationBatchFilter) {
  const known = certificationBatchId.safeParse({ id });
  if (!known.success) throw notFound("certificationBatch");
  return withJob(ctx, () => getCertificationBatch(ctx, known.data.id, filter));
}

export default async function CertificationBatchPage({ params, searchParams }: Props) {
  const { org, id } = await params;
  const filter = certificationBatchFilter.parse(await searchParams);
  const { ctx, data } = await inPage(org, (ctx) => read(ctx, id, filter));
  const { made: batch, job } = data;
  const t = await getTranslations("issuing");
  const words = await getTranslations("certifications");
  const f = await formats(ctx.organization.timeZone);
  const list = `/o/${org}/certifications`;
  return (
    <>
      <Breadcrumb
        items={[
          { href: list, label: words("list.title") },
          { href: `${list}/batches`, label: t("title") },
        ]}
      />
      <PageHeader
        title={t("heading", { type: batch.type, count: job.total ?? batch.rowCount })}
        status={
          batch.undone ? (
            <StatusPill tone="neutral">{t("undone")}</StatusPill>
          ) : (
            <JobStatus status={job.status} />
          )
        }
        actions={
          batch.undoUntil ? (
            <ClientMessages namespaces={["issuing"]}>
              <CertificationBatchUndo
                id={batch.id}
                type={batch.type}
                issued={batch.issued}
                action={undoMany.bind(null, org)}
                backTo={`${list}/batches`}
              />
            </ClientMessages>
          ) : null
        }
      />
      <div className="space-y-6">
        <Undone batch={batch} f={f} />
        <JobCard org={org} job={job} timeZone={ctx.organization.timeZone} />
        <Card title={t("facts")}>
          <BatchFacts batch={batch} f={f} />
        </Card>
        <Rows org={org} batch={batch} filter={filter} f={f} />
      </div>
    </>
  );
}

async function Undone({ batch: { undone }, f }: { batch: CertificationBatchDetails; f: Formats }) {
  if (!undone) return null;
  const t = await getTranslations("issuing");
  const words = await getTranslations("certifications");
  const by = undone.by ?? words("somebody");
  return (
    <Callout>
      <p>{t("undoneOn", { when: f.dateTime(undone.at), by, count: undone.count })}</p>
    </Callout>
  );
}

async function BatchFacts({ batch, f }: { batch: CertificationBatchDetails; f: Formats }) {
  const t = await getTranslations("issuing");
  const words = await getTranslations("certifications");
  const items = [
    { term: words("type"), detail: batch.type },
    { term: words("issue.date"), detail: f.date(batch.issuedOn) },
    { term: words("notes"), detail: batch.notes },
    { term: t("when"), detail: f.dateTime(batch.createdAt) },
    { term: t("by"), detail: batch.createdBy ?? words("somebody") },
    { term: t("origin"), detail: t(`origins.${batch.origin}`) },
    {
      term: t("issuedCount"),
      detail: t("of", { issued: f.number(batch.issued), rows: f.number(batch.rowCount) }),
    },
    { term: t("undo"), detail: batch.undoUntil && t("undoUntil", { until: f.dateTime(batch.undoUntil) }) },
  ];
  return <DescriptionList items={items.filter(({ detail }) => detail)} />;
}

type RowsProps = {
  org: string;
  batch: CertificationBatchDetails;
  filter: CertificationBatchFilter;
  f: Formats;
};

async function Rows({ org, batch, filter, f }: RowsProps) {
  const t = await getTranslations("issuing");
  const words = await getTranslations("certifications");
  const errors = await getTranslations("errors");
  const list = `/o/${org}/certifications`;
  const own = `${list}/batches/${batch.id}`;
  const isRefused = batch.counts.some(({ outcome }) => outcome !== "issued" && outcome !== "waiting");
  return (
    <OutcomeList
      path={own}
      words={{
        title: t("rows"),
        filter: t("result"),
        all: t("allOutcomes"),
        outcome: (outcome) => (outcome === "waiting" ? t("waitingRow") : t(`outcomes.${outcome}`)),
      }}
      number={f.number}
      counts={batch.counts}
      filter={filter}
      next={batch.next}
    >
      {isRefused ? (
        <p>
          <DownloadLink href={`${own}/refused`}>{t("refused")}</DownloadLink>
        </p>
      ) : null}
      <CertificationBatchRowTable
        certificates={list}
        people={`/o/${org}/people`}
        rows={batch.rows.map((row) => ({
          ...row,
          problem: row.problem && translateMessage(errors, row.problem),
          issued: row.certificate && f.shortDate(row.certificate.issuedAt),
          expires:
            row.certificate &&
            (row.certificate.expiresAt
              ? f.shortDate(lastDayOf(row.certificate.expiresAt, f.timeZone))
              : words("never")),
        }))}
      />
    </OutcomeList>
  );
}
