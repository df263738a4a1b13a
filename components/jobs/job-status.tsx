import { useTranslations } from "next-intl";
import { type PillTone, StatusPill } from "@/components/ui/status-pill";
import type { JobRunStatus } from "@/lib/jobs/run-rules";

const TONE: Readonly<Record<JobRunStatus, PillTone>> = {
  queued: "waiting",
  running: "info",
  succeeded: "success",
  failed: "danger",
  cancelled: "neutral",
};

export function JobStatus({ status }: { status: JobRunStatus }) {
  const t = useTranslations("jobs.statuses");
  return <StatusPill tone={TONE[status]}>{t(status)}</StatusPill>;
}
