import { getTranslations } from "next-intl/server";
import { JobProgress } from "@/components/jobs/job-progress";
import { LiveJob } from "@/components/jobs/live-job";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { TextLink } from "@/components/ui/text-link";
import { ClientMessages } from "@/lib/i18n/client-messages";
import { isAtWork } from "@/lib/jobs/run-rules";
import type { getJob } from "@/lib/runs/queries";
import { runWriter } from "./written";

type Props = Readonly<{ org: string; job: Awaited<ReturnType<typeof getJob>>; timeZone: string }>;

/** How far the run is that does what the page is about, while somebody watches, and where to read more of it. */
export async function JobCard({ org, job, timeZone }: Props) {
  const t = await getTranslations("jobs");
  const written = await runWriter(timeZone);
  const progress = written.progress(job);
  return (
    <Card title={t("theJob")}>
      {isAtWork(job.status) ? (
        <ClientMessages namespaces={["jobs"]}>
          <LiveJob key={job.status} url={`/api/internal/${org}/jobs?id=${job.id}`} initial={progress} />
        </ClientMessages>
      ) : (
        <JobProgress progress={progress} />
      )}
      {job.status === "failed" ? (
        <Callout tone="danger" title={t("failedTitle")}>
          <p>{written.error(job)}</p>
        </Callout>
      ) : null}
      <p>
        <TextLink href={`/o/${org}/jobs/${job.id}`}>
          {t(job.status === "succeeded" ? "seeJob" : "toJob")}
        </TextLink>
      </p>
    </Card>
  );
}
