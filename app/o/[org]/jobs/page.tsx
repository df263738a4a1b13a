import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { FilterBar, FilterSelect } from "@/components/data-table/filter-bar";
import { Pager } from "@/components/data-table/pager";
import { type SearchParams, tableLink } from "@/components/data-table/table-link";
import { JobTable } from "@/components/jobs/job-table";
import { RefreshWhile } from "@/components/jobs/refresh-while";
import { StartJob } from "@/components/jobs/start-job";
import { EmptyState } from "@/components/ui/empty-state";
import { Late } from "@/components/ui/late";
import { LinkButton } from "@/components/ui/link-button";
import { PageHeader } from "@/components/ui/page-header";
import { ListSkeleton } from "@/components/ui/skeleton";
import { type Ctx, may } from "@/lib/context";
import { inPage } from "@/lib/http/page";
import { isAtWork, JOB_RUN_KINDS, JOB_RUN_STATUSES } from "@/lib/jobs/run-rules";
import { listJobs } from "@/lib/runs/queries";
import { type JobFilter, jobFilter } from "@/lib/runs/schema";
import { evaluateAll } from "./actions";
import { runWriter } from "./written";

type Props = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("jobs");
  return { title: t("title") };
}

const mayEvaluate = (ctx: Ctx) => may(ctx, "jobs:write") && ctx.modules.has("achievements_gamification");

export default function JobsPage(props: Props) {
  return <Late fallback={<ListSkeleton filters={2} />} part={Jobs(props)} />;
}

async function Jobs({ params, searchParams }: Props) {
  const { org } = await params;
  const filter = jobFilter.parse(await searchParams);
  const { ctx, data } = await inPage(org, (ctx) => listJobs(ctx, filter));
  const written = await runWriter(ctx.organization.timeZone);
  const { t, f } = written;
  const path = `/o/${org}/jobs`;
  const rows = data.rows.map((row) => ({
    id: row.id,
    name: written.name(row),
    status: row.status,
    progress: written.text(row),
    by: written.by(row),
    createdAt: row.createdAt,
    when: `${f.shortDate(row.createdAt)} ${f.time(row.createdAt)}`,
  }));
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          mayEvaluate(ctx) ? (
            <StartJob label={t("evaluateAll")} start={evaluateAll.bind(null, org, {})} path={path} />
          ) : null
        }
      />
      <Filters path={path} filter={filter} />
      <JobTable path={path} rows={rows} empty={<Nothing path={path} filter={filter} />} />
      <RefreshWhile active={data.rows.some(({ status }) => isAtWork(status))} />
      <Pager
        previous={data.previous && tableLink(path, filter, { before: data.previous })}
        next={data.next && tableLink(path, filter, { after: data.next })}
      />
    </>
  );
}

const isFiltered = ({ kind, status }: JobFilter) => kind !== undefined || status !== undefined;

async function Filters({ path, filter }: { path: string; filter: JobFilter }) {
  const t = await getTranslations("jobs");
  return (
    <FilterBar path={path} active={isFiltered(filter)}>
      <FilterSelect
        name="kind"
        label={t("kind")}
        value={filter.kind}
        all={t("allKinds")}
        options={JOB_RUN_KINDS.map((value) => ({ value, label: t(`kinds.${value}`) }))}
      />
      <FilterSelect
        name="status"
        label={t("status")}
        value={filter.status}
        all={t("allStatuses")}
        options={JOB_RUN_STATUSES.map((value) => ({ value, label: t(`statuses.${value}`) }))}
      />
    </FilterBar>
  );
}

async function Nothing({ path, filter }: { path: string; filter: JobFilter }) {
  const t = await getTranslations("jobs");
  if (!isFiltered(filter)) return <EmptyState title={t("none")}>{t("noneHelp")}</EmptyState>;
  return <EmptyState title={t("noneFound")} actions={<LinkButton href={path}>{t("showAll")}</LinkButton>} />;
}
