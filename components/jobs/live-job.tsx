"use client";
import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { JobProgress } from "@/components/jobs/job-progress";
import { announce } from "@/components/ui/announce";
import { LiveQueries } from "@/components/ui/live-queries";
import type { WrittenProgress } from "@/lib/runs/schema";

type Props = {
  /** Address that answers how the run stands. */
  url: string;
  initial: WrittenProgress;
};

const SOONEST_MS = 1_000;
const LATEST_MS = 15_000;
/** Each look that sees nothing new, or gets no answer, makes the next one wait so much longer. */
const PATIENCE = 1.5;

async function look(url: string, signal: AbortSignal): Promise<WrittenProgress> {
  const response = await fetch(url, { signal, headers: { accept: "application/json" } });
  if (!response.ok) throw new Error(`${url} answered ${response.status}`);
  return (await response.json()) as WrittenProgress;
}

/** Watches a run while the tab is in sight and the run has not ended; then the page itself is read anew. */
export function LiveJob(props: Props) {
  return (
    <LiveQueries>
      <Watched {...props} />
    </LiveQueries>
  );
}

function Watched({ url, initial }: Props) {
  const t = useTranslations("jobs");
  const { data, isError } = useProgress(url, initial);
  useSpoken(data);
  useEnd(data);
  return (
    <>
      <JobProgress progress={data} />
      {isError ? <p className="text-muted text-sm">{t("noAnswer")}</p> : null}
    </>
  );
}

function useProgress(url: string, initial: WrittenProgress) {
  const pace = useRef({ text: initial.text, pause: SOONEST_MS });
  return useQuery({
    queryKey: ["job", url],
    queryFn: async ({ signal }) => {
      const { text, pause } = pace.current;
      // Longer already now, for the case that there is no answer.
      pace.current = { text, pause: Math.min(pause * PATIENCE, LATEST_MS) };
      const progress = await look(url, signal);
      if (progress.text !== text) pace.current = { text: progress.text, pause: SOONEST_MS };
      return progress;
    },
    initialData: initial,
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.isAtWork ? pace.current.pause : false),
  });
}

/** Said when it changes, which it does at each quarter; what it waits for is said once. */
function useSpoken({ spoken, waiting }: WrittenProgress) {
  const said = useRef({ spoken, waiting });
  useEffect(() => {
    const before = said.current;
    said.current = { spoken, waiting };
    if (waiting !== null && waiting !== before.waiting) announce(waiting, "spoken");
    else if (spoken !== before.spoken) announce(spoken, "spoken");
  }, [spoken, waiting]);
}

/** A run that has ended has other buttons and a result. */
function useEnd({ isAtWork }: WrittenProgress) {
  const router = useRouter();
  const was = useRef(isAtWork);
  useEffect(() => {
    if (was.current && !isAtWork) router.refresh();
    was.current = isAtWork;
  }, [isAtWork, router]);
}
