import { expireLapsed } from "@/lib/certifications/expiry-service";
import { runEverybody, runRequested } from "@/lib/evaluation/jobs-service";
import { tick } from "@/lib/evaluation/schedule-service";
import type { Handlers } from "@/lib/jobs/handler-table";
import { organizationContext } from "@/lib/organizations/context-queries";

/** One line per job. The work itself is an ordinary service function, and may be repeated. */
export const handlers: Handlers = {
  "evaluation.run": runRequested,
  "evaluation.run-all": runEverybody,
  "certifications.expire": async ({ organizationId }) =>
    expireLapsed(await organizationContext({ id: organizationId }, { kind: "system" })),
  "schedule.tick": tick,
};
