import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { RecordHistorySection } from "@/app/o/[org]/history/record-history";
import type { SearchParams } from "@/components/data-table/table-link";
import { JobActions } from "@/components/jobs/job-actions";
import { JobProgress } from "@/components/jobs/job-progress";
import { JobStatus } from "@/components/jobs/job-status";
import { LiveJob } from "@/components/jobs/live-job";
import { Breadcrumb } from "@/components/ui/breadcrumb";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { DescriptionList } from "@/components/ui/description-list";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { type Ctx, may } from "@/lib/context";
import { notFound } from "@/lib/errors";
import { inPage, titled } from "@/lib/http/page";
import { isAtWork } from "@/lib/jobs/run-rules";
import { getJob, type JobRow } from "@/lib/runs/queries";
import { jobId } from "@/lib/runs/schema";
import { cancel, retry } from "../actions";
import { runWriter } from "../written";
import { failedAchievements, resultItems } from "./result";

type Props = { params: Promise<{ org: string; id: string }>; searchParams: Promise<SearchParams> };
type Writer = Awaited<ReturnType<typeof runWriter>>;

async function read(ctx: Ctx, id: string): Promise<JobRow> {
  const known = jobId.safeParse({ id });
  if (!known.success) throw notFound("job");
  return getJob(ctx, known.data);
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { org, id } = await params;
  return titled(org, async (ctx) => {
    const row = await read(ctx, id);
    return (await runWriter(ctx.organization.timeZone)).name(row);
  });
}

export default async function JobPage({ params, searchParams }: Props) {
  const { org, id } = await params;
  const { ctx, data: row } = await inPage(org, (ctx) => read(ctx, id));
  const written = await runWriter(ctx.organization.timeZone);
  const { t } = written;
  const isGoing = isAtWork(row.status);
  const progress = written.progress(row);
  return (
    <>
      <Breadcrumb items={[{ href: `/o/${org}/jobs`, label: t("title") }]} />
      <PageHeader
        title={written.name(row)}
        lead={row.kind === "evaluation_all" ? t("evaluateHelp") : undefined}
        status={<JobStatus status={row.status} />}
        actions={
          may(ctx, "jobs:write") ? (
            <JobActions
              id={row.id}
              canStop={isGoing && row.cancelRequestedAt === null}
              hasFailed={row.status === "failed"}
              cancel={cancel.bind(null, org)}
              retry={retry.bind(null, org)}
            />
          ) : null
        }
      />
      <div className="space-y-5">
        <Failure row={row} written={written} />
        <Card>
          {isGoing ? (
            <LiveJob key={row.status} url={`/api/internal/${org}/jobs?id=${row.id}`} initial={progress} />
          ) : (
            <JobProgress progress={progress} />
          )}
          {isGoing && row.cancelRequestedAt ? <p>{t("stopping")}</p> : null}
          {isGoing ? (
            <noscript>
              <p className="text-muted text-sm">{t("refresh")}</p>
            </noscript>
          ) : null}
        </Card>
        <Outcome org={org} row={row} written={written} />
        <About row={row} written={written} />
        <RecordHistorySection
          ctx={ctx}
          kind="job"
          id={row.id}
          path={`/o/${org}/jobs/${row.id}`}
          wanted={(await searchParams).history}
        />
      </div>
    </>
  );
}

function Failure({ row, written }: { row: JobRow; written: Writer }) {
  if (row.status !== "failed") return null;
  return (
    <Callout tone="danger" title={written.t("failedTitle")}>
      <p>{written.error(row)}</p>
      <p>{written.t("failedKept")}</p>
    </Callout>
  );
}

/** What came of it by now, and where to see it. */
async function Outcome({ org, row, written }: { org: string; row: JobRow; written: Writer }) {
  const t = await getTranslations("jobs");
  const items = resultItems(row, written.t, written.f);
  const broken = failedAchievements(row);
  const links = [
    row.importId === null ? null : { href: `/o/${org}/imports/${row.importId}`, label: t("toImport") },
    row.achievementId === null
      ? null
      : { href: `/o/${org}/achievements/${row.achievementId}`, label: t("toAchievement") },
    row.result.awarded ? { href: badgesOf(org, row), label: t("toBadges") } : null,
  ].filter((link) => link !== null);
  if (items.length === 0 && links.length === 0) return null;
  return (
    <Card title={t("result")}>
      {items.length > 0 ? <DescriptionList items={items} /> : null}
      {broken.length > 0 ? (
        <Callout tone="warning">
          <p>{t("notEvaluated")}</p>
          <ul className="list-disc pl-5">
            {broken.map(({ id, key }) => (
              <li key={id}>
                <TextLink href={`/o/${org}/achievements/${id}`}>{key}</TextLink>
              </li>
            ))}
          </ul>
        </Callout>
      ) : null}
      {links.length > 0 ? (
        <ul className="flex flex-wrap gap-x-5 gap-y-2">
          {links.map(({ href, label }) => (
            <li key={href}>
              <TextLink href={href}>{label}</TextLink>
            </li>
          ))}
        </ul>
      ) : null}
    </Card>
  );
}

const badgesOf = (org: string, { achievementId }: JobRow) =>
  `/o/${org}/badges${achievementId === null ? "" : `?achievement=${achievementId}`}`;

function About({ row, written }: { row: JobRow; written: Writer }) {
  const { t, f } = written;
  const moment = (term: string, at: Date | null) => (at ? [{ term, detail: f.dateTime(at) }] : []);
  return (
    <Card title={t("about")}>
      <DescriptionList
        items={[
          { term: t("startedBy"), detail: written.by(row) },
          ...moment(t("orderedAt"), row.createdAt),
          ...moment(t("startedAt"), row.startedAt),
          ...moment(t("finishedAt"), row.finishedAt),
          ...(row.cancelledBy ? [{ term: t("cancelledBy"), detail: row.cancelledBy }] : []),
        ]}
      />
    </Card>
  );
}
