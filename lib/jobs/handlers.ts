import { runEverybody, runRequested } from "@/lib/evaluation/jobs-service";
import { tick } from "@/lib/evaluation/schedule-service";
import type { Handlers } from "@/lib/jobs/handler-table";

/** One line per job. The work itself is an ordinary service function, and may be repeated. */
export const handlers: Handlers = {
  "evaluation.run": runRequested,
  "evaluation.run-all": runEverybody,
  // Certificates read as expired without it; what writes that down comes with their slice.
  "certifications.expire": async () => undefined,
  "schedule.tick": tick,
};
